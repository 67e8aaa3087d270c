"""Weights that hold for any document that lacks phrases; `tools/fit_cold.py` fits them.

They come from one document that has phrases, read as if it had none, or three a clause: its other phrases are the
questions. The five documents of policy_text/cold took no part, but for how strict PLAIN is: what strangers' documents
are answered wrongly is nearly twice what the fit allows for. PHRASED answers from where the fit has 3 of 100 messages
answered wrongly.
"""

from dataclasses import dataclass

from index.decision import Thresholds


@dataclass(frozen=True, slots=True)
class Fitted:
    """How to weigh what is known of a clause, and how sure to be."""

    #: Of the logit of a clause: likeness, shared lemmas, mass of its topics, score by the document's own phrases.
    logit: tuple[float, float, float, float]
    #: Of `ColdCalibration.evidence` and, last, of 1: the logit of the chance that the best clause answers,
    first: tuple[float, ...]
    others: tuple[float, ...]  #: that another one that is shown answers,
    answered: tuple[float, ...]  #: and that the document answers at all.
    thresholds: Thresholds


LEAST_MASS = 1e-3  #: of topics, added before its logarithm is taken
UNHEARD = 0.1  #: score of no topic at all beside those of the topics
#: Least probability of a wish for laying its ticket beside the reply, as with phrases.
OFFER = 0.09

#: Of a document without phrases, and of one that has some.
PLAIN = Fitted(
    logit=(5.3, 4.2, 0.64, 0.0),
    first=(0.612, 0.052, 1.034, 0.0, 0.0, -0.917),
    others=(0.836, 0.244, 0.466, 0.0, 0.0, 0.301),
    answered=(0.168, 0.092, 1.03, 0.0, 0.0, 0.743),
    thresholds=Thresholds(answer=0.674, silent=0.5, offer=OFFER),
)
PHRASED = Fitted(
    logit=(3.0, 1.85, 0.585, 20.3),
    first=(0.593, 0.119, 0.436, -0.864, 0.133, 0.133),
    others=(0.68, 0.234, 0.242, 0.046, 0.093, 0.586),
    answered=(0.256, 0.061, 0.76, 0.0, 0.0, 0.645),
    thresholds=Thresholds(answer=0.643, silent=0.5, offer=OFFER),
)
