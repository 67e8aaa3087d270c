"""What a browser makes of a page before anybody reads it.

archive: the page in a single-file page · tree: the elements, of however broken a source · artboards: texts laid out by
hand · furniture: what stands around the document · rows: tables whose cells hold one paragraph each · note_marks: of
footnotes · sheets: what style sheets declare for elements · shown: the number or letter before one, by counters,
content (generated words), letters (of the page's own) and levels (that office suites lose) · changed: tracked changes
of Word.
"""
