"""The figures of a document: every number that is a statistic, with what it counts, when, where and of whom.

In prose (`sentence`) a number needs a unit, or a quantity or a list that gives it one. What surrounds it decides the
rest: its own words, the stretch between commas, the sentence, the sentences before it, the lead-in, the paragraph
before, the heading. In a table (`cells`) it is the header, the labels of row and group, the caption, and the text
before the table.
"""

from kg.extract.figures.document import figures, term

__all__ = ["figures", "term"]
