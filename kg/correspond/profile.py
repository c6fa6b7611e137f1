"""What a statement is compared by: its content words in each language, the things it names, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from kg import morphology
from kg.lexicon import Lexicon
from kg.morphology import Morphology
from kg.records import LANGUAGES, Document, Evidence, Indicator, Language, Place, Statement, United

FUNCTION_WORDS = {"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "VERB"}
"""Parts of speech without content, in OpenCorpora notation: a finite verb says that a thing is or will be done."""
SHORTEST = 4
"""Letters of the shortest word or stem that counts in a language without a dictionary here."""
ROOT = 5
"""Letters that words of one family share: migration, migrant."""
OF_WORD, OF_ROOT, OF_NAMED, OF_INHERITED = 1.0, 0.5, 1.0, 0.6
"""How much a feature counts before its rarity."""
NAMING = ("mentions", "responsible")
CONCERNING = (*NAMING, "targets", "involves")
WIDEST = "category/migrant"

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """A statement or indicator as something to compare."""

    place: Place
    cls: str
    ordinal: int
    features: Mapping[Language, Features]
    """By language: `word:…`, `root:…` and `thing:…` with what each counts before its rarity."""
    named: frozenset[str]
    """Categories that it names itself, with all broader ones but the widest."""

    @property
    def list(self) -> tuple[str, str, str]:
        """The list or table that it stands in: what stands beside each other there is different by design."""
        kind = self.place.key.partition("-")[0]
        return self.place.document, self.place.section, kind if "." not in kind else "row"


def profiles(documents: Iterable[Document], words: Lexicon) -> list[Profile]:
    """All statements and indicators, by document and place."""
    found: list[Profile] = []
    for document in sorted(documents, key=lambda d: d.key):
        for statement in document.statements:
            found.append(_of_statement(statement, words))
        for indicator in document.indicators:
            found.append(_of_indicator(indicator, words))
    return found


def _of_statement(united: United[Statement], words: Lexicon) -> Profile:
    first = united.versions[0][1]
    texts = [(s.evidence,) for _, s in united.versions]
    edges = [(e.property, e.object) for _, s in united.versions for e in s.edges]
    return _profile(united.place, first.cls, first.ordinal, texts, edges, words)


def _of_indicator(united: United[Indicator], words: Lexicon) -> Profile:
    texts = [(i.name, i.definition, i.use) for _, i in united.versions]
    edges = [(e.property, e.object) for _, i in united.versions for e in i.edges]
    return _profile(united.place, "Indicator", 0, texts, edges, words)


def _profile(
    place: Place,
    cls: str,
    ordinal: int,
    texts: Iterable[Sequence[Evidence | None]],
    edges: Collection[tuple[str, str]],
    words: Lexicon,
) -> Profile:
    named = {o for p, o in edges if p in NAMING}
    concerned = {o for p, o in edges if p in CONCERNING}
    things = {f"thing:{o}": OF_NAMED if o in named else OF_INHERITED for o in sorted(concerned)}
    features: dict[Language, Features] = {}
    for parts in texts:
        told = [evidence for evidence in parts if evidence]
        language = told[0].language
        lemmas = {w for e in told for w in content(e.span.text, language, words.morphology)}
        told_words = {f"word:{w}": OF_WORD for w in sorted(lemmas)}
        roots = {f"root:{w[:ROOT]}": OF_ROOT for w in sorted(lemmas)}
        features.setdefault(language, {**told_words, **roots, **things})
    ordered = {language: features[language] for language in LANGUAGES if language in features}
    return Profile(place, cls, ordinal, ordered, wider(named, words))


def content(text: str, language: Language, morphology_: Morphology) -> list[str]:
    """The lemmas of a text that carry its content, and its numbers."""
    found = []
    for word in morphology.WORD.findall(text):
        if not word[0].isalpha():
            found.append(word)
        elif language == "ru":
            if not morphology.grammemes(morphology.fold(word)) & FUNCTION_WORDS:
                found.append(morphology.base(word, "ru"))
        elif len(word) >= SHORTEST or (word.isupper() and len(word) > 1):
            stems = morphology_.lemmas(word, language)
            long = [s for s in stems if len(s) >= SHORTEST] or [morphology.fold(word)]
            found.append(morphology.base(word, "en") if language == "en" else min(long, key=lambda s: (len(s), s)))
    return found


def wider(things: Iterable[str], words: Lexicon) -> frozenset[str]:
    """The categories among things, with all that are broader, without the widest, which excludes nothing."""
    found: set[str] = set()
    todo = [t for t in things if t.startswith("category/")]
    while todo:
        path = todo.pop()
        if path not in found and path != WIDEST:
            found.add(path)
            entry = words.by_path.get(path)
            todo += entry.values.get("broader", ()) if entry else ()
    return frozenset(found)


def weighted(all_profiles: Sequence[Profile], language: Language) -> dict[Place, Features]:
    """The features of each statement in a language, weighted by rarity.

    Rarity is the inverse document frequency, scaled to 1 for what occurs once; of all statements or of those of the
    same document, whichever is less: what every line of one document says tells nothing about any of them.
    """
    mine = [p for p in all_profiles if language in p.features]
    counts: dict[str, dict[str, int]] = {"": {}}
    sizes: dict[str, int] = {"": len(mine)}
    for profile in mine:
        document = profile.place.document
        sizes[document] = sizes.get(document, 0) + 1
        for scope in ("", document):
            seen = counts.setdefault(scope, {})
            for feature in profile.features[language]:
                seen[feature] = seen.get(feature, 0) + 1

    def rarity(feature: str, scope: str) -> float:
        size = sizes[scope] + 1
        return log(size / (counts[scope][feature] + 0.5)) / log(size + 0.5)

    def weight(feature: str, document: str) -> float:
        return max(0.0, min(rarity(feature, ""), rarity(feature, document)))

    return {p.place: {f: w * weight(f, p.place.document) for f, w in p.features[language].items()} for p in mine}
