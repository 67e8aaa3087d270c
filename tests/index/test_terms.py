"""The space of terms that the head is trained in."""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from index.reader import Reader, char_ngrams
from index.terms import Terms, Vocabulary

TEXTS = ("сколько храните мои данные", "храните, храните и ещё раз храните", "кому передаёте данные", "да", "кому?", "")


def test_terms_weigh_what_they_weigh_in_scikit_learn() -> None:
    reader = Reader()
    readings = [reader.read(text) for text in TEXTS]
    known = TfidfVectorizer(analyzer=char_ngrams, min_df=2, sublinear_tf=True, dtype=np.float32)
    rows = known.fit_transform(readings)

    space, ours = Terms.fitted(readings, char_ngrams, 2)

    assert [*space.places] == [*known.get_feature_names_out()]
    np.testing.assert_allclose(space.idf, known.idf_, rtol=1e-6)
    table = ours.transposed_times(np.eye(len(TEXTS), dtype=np.float32)).T
    np.testing.assert_allclose(table, rows.toarray(), atol=1e-6)


def test_a_message_gets_the_same_row_whatever_was_read_before_it() -> None:
    """The letters of words are looked up once; also of one that is said three times, and of an unknown one."""
    reader = Reader()
    readings = [reader.read(text) for text in (*TEXTS, "зюйдвест")]
    vocabulary, _ = Vocabulary.fitted(readings[:-1])
    for _ in range(2):
        for reading in readings:
            expected = vocabulary.chars.row(char_ngrams(reading))
            found, _ = vocabulary.rows(reading)
            np.testing.assert_array_equal(found.columns, expected.columns)
            np.testing.assert_array_equal(found.weights, expected.weights)
