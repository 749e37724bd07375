"""What is wrong with who decides: a question that is missing, votes that cannot be, an issuer that
has not confirmed."""

from collections import Counter
from collections.abc import Iterator

from core.ground.findings import Weight
from core.ground.nearest import rather
from core.ground.sentences import Sentence
from core.programmes.form import Form, QuestionKind, Review, ReviewBy
from core.programmes.mistakes.mistake import Place, Wrong
from core.programmes.programme import Programme
from core.reading.text import name_key


def wrong_review(slug: str, form: Form) -> Iterator[Wrong]:
    """The questions that tell who decides are there, and of the right kind."""
    place: Place = ("form", slug, "review")
    kinds = {question.name: question.kind for question in form.question}
    if form.review.by is ReviewBy.DECLARED and QuestionKind.CONSENT not in kinds.values():
        yield Wrong((*place, "by"), Sentence("programme.declared"))
    if form.review.by is ReviewBy.ORGANISATION and (
        kinds.get(form.review.organisation) is not QuestionKind.ORGANISATION
    ):
        named = repr(form.review.organisation)
        yield Wrong((*place, "organisation"), Sentence("programme.not_organisation", named=named))
    if form.review.campus and form.review.campus not in kinds:
        told = {"name": repr(form.review.campus), "rather": rather(form.review.campus, kinds)}
        yield Wrong((*place, "campus"), Sentence("programme.no_question", **told))
    yield from wrong_voices(place, form.review)


def wrong_voices(place: Place, review: Review) -> Iterator[Wrong]:
    """How many must agree: only a jury counts votes, and two people are a matter of one or one."""
    if review.votes > review.of:
        told = {"votes": review.votes, "of": review.of}
        yield Wrong((*place, "votes"), Sentence("programme.votes", **told))
    if review.by is not ReviewBy.JURY and (review.votes, review.of) != (1, 1):
        yield Wrong((*place, "of"), Sentence("programme.only_jury", write='by = "jury"'))
    if review.second and review.by not in (ReviewBy.COACH, ReviewBy.ORGANISATION):
        sentence = Sentence("programme.second", by=repr(review.by.value))
        yield Wrong((*place, "second"), sentence)


def wrong_issuers(programme: Programme) -> Iterator[Wrong]:
    """An organisation that issues badges has a slug of its own, and has confirmed them."""
    own = {slug: form for slug, form in programme.form.items() if form.issuer == "organisation"}
    for slug, form in own.items():
        if form.review.by is not ReviewBy.ORGANISATION:
            write = 'review.by = "organisation"'
            sentence = Sentence("programme.issuer_unconfirmed", write=write)
            yield Wrong(("form", slug, "issuer"), sentence)
    for slug in (badge.slug for badge in programme.badge if badge.form in own):
        if programme.issued_elsewhere(slug):
            yield Wrong(("factory", "badge", slug), Sentence("programme.issuer_elsewhere"))
    slugs = Counter(place.slug for place in programme.organisation if place.slug)
    for number, place in enumerate(programme.organisation):
        if own and not place.slug:
            sentence = Sentence("programme.no_slug", name=repr(place.name))
            yield Wrong(("organisation", number), sentence)
        if place.slug and slugs[place.slug] > 1:
            sentence = Sentence("programme.slug_twice", slug=repr(place.slug))
            yield Wrong(("organisation", number, "slug"), sentence)


def wrong_organisations(programme: Programme) -> Iterator[Wrong]:
    """A name or alias leads to one organisation: else whoever writes it is asked which they
    mean."""
    known: dict[tuple[str, ...], int] = {}
    for number, place in enumerate(programme.organisation):
        for name in (place.name, *place.aliases):
            first = known.setdefault(name_key(name), number)
            if first != number:
                told = {"name": name, "other": programme.organisation[first].name}
                sentence = Sentence("programme.organisation_twice", **told)
                yield Wrong(("organisation", number), sentence, Weight.BEWARE)
