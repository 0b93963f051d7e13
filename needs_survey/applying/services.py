"""Validating a response writes it on the farm, in one transaction; undoing takes back what nobody changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import pghistory
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Field
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from needs_survey.applying.plan import MODELS, Plan, PlannedRow, may_write, plan_of
from needs_survey.entry import entries
from needs_survey.enums import ResponseState, RowKind
from needs_survey.models import Application, AppliedRow, SurveyResponse
from needs_survey.services import ResponseError
from pat_logistics.accounts.models import User
from pat_logistics.formats import french_day
from pat_logistics.history import last_change_id, version
from pat_logistics.mail.services import queue_mail
from pat_logistics.optimistic_lock import refuse_stale
from producers import consent, holdings
from producers.changes import of_farm
from producers.entries import advising_organisation, enter_profile, follow_address
from producers.enums import EntrySource, ErasedBy, PublicationGroup
from producers.models import Producer, ProductLine
from producers.personal import LASTS, link_of
from producers.services import choose_publication, one_creation_at_a_time, publication_column, save_profile

# What a farm has, by the names of its relations.
ROWS = ("product_lines", "storage_sites", "vehicles", "flows")


def mark_of(response: SurveyResponse) -> str:
    """Moves with every change of the answers or of the farm: what was shown is what is written."""
    farm = last_change_id(of_farm(response.producer)) if response.producer else ""
    said = f"{response.pk} {response.updated_at.isoformat()} {response.producer_id} {farm}"
    return salted_hmac("diagnosis.plan", said, algorithm="sha256").hexdigest()[:32]


def validate(*, response: SurveyResponse, by: User, mark: str) -> SurveyResponse:
    """Close a response that has no problem left, and write it; twice changes nothing.

    Raises ResponseError while something is missing, refused, undecided or not agreed to, and ConflictError
    when the answers or the farm changed since the plan (`mark`) was shown. Nothing is half written.
    """
    with one_creation_at_a_time():
        return _validate(response, by, mark)


def _validate(response: SurveyResponse, by: User, mark: str) -> SurveyResponse:
    now = _locked(response)
    if not now.is_draft:
        return now
    found = entries(now.questionnaire.parsed, now.typed, short=now.is_short)
    if any(True for entry in found for _ in entry.problems()):
        raise ResponseError("Il reste des réponses à donner ou à corriger.")
    if now.answers.get("plan_consent") != "yes":
        raise ResponseError("Sans l’accord du producteur, ses réponses ne peuvent pas servir.")
    refuse_stale(mark, mark_of(now))
    plan = plan_of(now, by)
    if not plan.possible:
        raise ResponseError("Il reste à corriger ce que le portail refuse, ou à dire ce qui est terminé.")
    now.state, now.validated_at = ResponseState.VALIDATED, timezone.now()
    with pghistory.context(why=f"diagnostic du {french_day(timezone.localdate(now.validated_at))}"):
        application = _write(now, plan, by)
    now.producer = plan.producer
    now.save(update_fields=["state", "validated_at", "producer"])
    _tell(now, application)
    return now


def _locked(response: SurveyResponse) -> SurveyResponse:
    """The response as it is now; its farm is locked first, as whoever erases one does."""
    if response.producer_id:
        Producer.objects.select_for_update(of=("self",)).filter(pk=response.producer_id).first()
    rows = SurveyResponse.objects.select_for_update(of=("self",))
    return rows.select_related("questionnaire", "producer__commune").get(pk=response.pk)


def _write(response: SurveyResponse, plan: Plan, by: User) -> Application:
    application = Application.objects.create(response=response, applied_by=by, new_producer=plan.is_new_farm)
    rows = []
    for planned in plan.written:
        row = AppliedRow(
            application=application,
            kind=planned.kind,
            label=planned.label[:200],
            before=None if planned.is_new else planned.before,
        )
        _save(planned, plan.producer, by, bool(plan.publish))
        rows.append((planned, row))
    ended = _end(plan, application)
    if plan.publish is not None and not application.new_producer:
        application.published, application.groups = plan.publish, published_groups(plan.producer)
        choose_publication(
            producer=plan.producer,
            group=PublicationGroup.PROFILE,
            published=plan.publish,
            by=by,
            wording=consent.CURRENT,
        )
        application.save(update_fields=["published", "groups"])
    for planned, row in rows:
        row.row_id, row.version = planned.row.pk, version(planned.row)
        row.after = {name: getattr(planned.row, name) for name in planned.before}
    AppliedRow.objects.bulk_create([*(row for _, row in rows), *ended])
    return application


def _end(plan: Plan, application: Application) -> list[AppliedRow]:
    """Take ended rows off the farm, each kept whole so that undoing brings it back as it was."""
    rows = []
    for left in plan.ended:
        columns = [column for column in left.row._meta.local_concrete_fields if not column.generated]
        rows.append(
            AppliedRow(
                application=application,
                kind=left.kind,
                row_id=left.row.pk,
                label=left.label[:200],
                before={column.attname: getattr(left.row, column.attname) for column in columns},
                ended=True,
            )
        )
        left.row.delete()
    return rows


def _save(planned: PlannedRow, producer: Producer, by: User, publish: bool) -> None:
    row = planned.row
    if planned.kind == RowKind.PRODUCER:
        if planned.is_new:
            enter_profile(
                producer=row,
                advisor=by,
                reason="Diagnostic logistique",
                source=EntrySource.SURVEY,
                publish=publish,
            )
        else:
            save_profile(producer=row, name_before=planned.before.get("name", row.name))
            follow_address(producer=row)
        return
    row.producer = producer
    if planned.line:
        row.product_line = planned.line.row
    row.save()


def published_groups(producer: Producer) -> list[str]:
    return [group.value for group in PublicationGroup if getattr(producer, publication_column(group))]


def _tell(response: SurveyResponse, application: Application) -> None:
    """The producer reads what was written, with the report; a farm entered this minute is told of its profile
    already, and gets the report alone."""
    is_new = application.new_producer
    _write_to_farm(
        response,
        application,
        "report" if is_new else "validated",
        subject="Le bilan de vos livraisons" if is_new else "Votre diagnostic logistique",
        by=application.applied_by,
        document=f"diagnosis:{response.key}",
    )


def _write_to_farm(
    response: SurveyResponse,
    application: Application,
    event: str,
    *,
    subject: str,
    by: User | None,
    document: str = "",
    **more: Any,
) -> None:
    farm, advisor = response.producer, by.email if by else ""
    if farm is None or not farm.email:
        return
    queue_mail(
        key=f"diagnosis-{response.pk}-{application.pk}-{event}",
        to=farm.email,
        subject=subject,
        template=f"needs_survey/mail/{event}.txt",
        context={
            "farm": farm,
            "application": application,
            "rows": application.rows.all(),
            "advisor": advisor,
            "service": advising_organisation(by, farm.commune.departement) if by else None,
            "link": link_of(farm),
            "own_link": settings.SITE_URL + reverse("farm:overview", args=[farm.pk]),
            "lasts_days": LASTS.days,
            "again_link": settings.SITE_URL + reverse("farm:received_again"),
            "contact_email": settings.CONTACT_EMAIL,
            **more,
        },
        reply_to=advisor,
        document=document,
    )


@transaction.atomic
def undo(*, response: SurveyResponse, by: User) -> list[str]:
    """Take back what a validation wrote; the response is a draft again. Returns what stays, in words.

    A column changed since keeps its new value, and so does a row added then changed: somebody went on from
    there. Undoing twice changes nothing. Raises ResponseError when a later diagnosis stands on this one, and
    for a farm that the person does not manage.
    """
    now = _locked(response)
    application = now.applications.filter(undone_at=None).first()
    if now.is_draft or application is None:
        return []
    if now.producer and not may_write(now.producer, by):
        raise ResponseError("Cette ferme n’est pas de celles que vous suivez.")
    if _stands_below(now):
        raise ResponseError("Un diagnostic plus récent de cette ferme est validé : annulez-le d’abord.")
    with pghistory.context(why=f"annulation du diagnostic du {_day(now)}"):
        stays = _take_back(now, application, by)
    application.undone_at, application.undone_by = timezone.now(), by
    application.save(update_fields=["undone_at", "undone_by"])
    _write_to_farm(now, application, "undone", subject="Votre diagnostic est annulé", by=by, stays=stays)
    return stays


def _stands_below(response: SurveyResponse) -> bool:
    later = SurveyResponse.objects.validated().filter(producer=response.producer_id)
    return bool(later.filter(validated_at__gt=response.validated_at).exclude(pk=response.pk).exists())


def _day(response: SurveyResponse) -> str:
    return french_day(timezone.localdate(response.validated_at))


def _take_back(response: SurveyResponse, application: Application, by: User) -> list[str]:
    farm = response.producer
    _ask_again(response, list(_withdrawn(response, application)))
    response.state, response.validated_at, response.withdrawn_at = ResponseState.DRAFT, None, None
    untouched = farm is not None and application.new_producer and _only_of(farm, application)
    if farm and untouched:
        # Erasing a farm takes its responses along: this one goes on without it.
        response.producer = None
        response.save(update_fields=["state", "validated_at", "withdrawn_at", "producer"])
        holdings.erase(producer=farm, by=ErasedBy.ADVISOR)
        return []
    response.save(update_fields=["state", "validated_at", "withdrawn_at"])
    if farm is None:
        return []
    stays = [row.label for row in application.rows.order_by("-pk") if not _undo_row(row)]
    farm.refresh_from_db()
    _undo_publication(farm, application, by)
    return stays


def _withdrawn(response: SurveyResponse, application: Application) -> Iterator[str]:
    """The consents that the producer took back since."""
    farm = response.producer
    if response.withdrawn_at:
        yield "plan_consent"
    if farm and application.published and not farm.published_at:
        yield "publication_consent"


def _ask_again(response: SurveyResponse, consents: Sequence[str]) -> None:
    """What the producer took back is no longer answered: only the producer can give it again."""
    for code in consents:
        response.answers.pop(code, None)
        for section, typed in response.typed.items():
            if typed.pop(f"{section}-{code}", None):
                response.revisions[section] = response.revisions.get(section, 0) + 1
    response.save(update_fields=["answers", "typed", "revisions"])


def _only_of(farm: Producer, application: Application) -> bool:
    """Nobody took the farm over, and nothing was added to it or changed since."""
    written = {(row.kind, row.row_id): row.version for row in application.rows.all()}
    if farm.organisation_id is not None:
        return False
    rows = [farm, *(row for related in ROWS for row in getattr(farm, related).all())]
    kinds = {model: kind for kind, model in MODELS.items()}
    return all(written.get((kinds[type(row)], row.pk)) == version(row) for row in rows)


def _bring_back(applied: AppliedRow) -> bool:
    """An ended row as it was, under its key; False when its product is gone, or another took its place."""
    model = MODELS[RowKind(applied.kind)]
    columns = {column.attname: column for column in model._meta.local_concrete_fields}
    row = model(**{name: columns[name].to_python(value) for name, value in (applied.before or {}).items()})
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _undo_row(applied: AppliedRow) -> bool:
    """Put a row back; False when something of it stays."""
    if applied.ended:
        return _bring_back(applied)
    row = (
        MODELS[RowKind(applied.kind)]
        ._base_manager.select_for_update(of=("self",))
        .filter(pk=applied.row_id)
        .first()
    )
    if row is None:
        return True
    if applied.is_new:
        if applied.kind == RowKind.PRODUCER or version(row) != applied.version or _is_used(row):
            return False
        row.delete()
        return True
    columns = {name: cast("Field[Any, Any]", row._meta.get_field(name)) for name in applied.after}
    before = applied.before or {}
    back = {
        name: column.to_python(before[name])
        for name, column in columns.items()
        if getattr(row, name) == column.to_python(applied.after[name])
    }
    for name, value in back.items():
        setattr(row, name, value)
    row.save()
    return len(back) == len(applied.after)


def _is_used(row: Any) -> bool:
    """A product that another delivery carries stays."""
    return isinstance(row, ProductLine) and row.flows.exists()


def _undo_publication(farm: Producer, application: Application, by: User) -> None:
    if application.published is None or bool(farm.published_at) != application.published:
        return
    groups = (
        [PublicationGroup.PROFILE]
        if application.published
        else list(map(PublicationGroup, application.groups))
    )
    for group in groups:
        choose_publication(
            producer=farm, group=group, published=not application.published, by=by, wording=consent.CURRENT
        )


@transaction.atomic
def withdraw(*, response: SurveyResponse) -> bool:
    """The producer takes the consent back: the plan uses the answers no more. False when done already."""
    waiting = SurveyResponse.objects.validated().filter(pk=response.pk, withdrawn_at=None)
    return bool(waiting.update(withdrawn_at=timezone.now()))


def decide(*, response: SurveyResponse, decisions: Mapping[str, str]) -> None:
    """Say what becomes of the rows of the farm that no answer speaks of, by their names."""
    drafts = SurveyResponse.objects.filter(pk=response.pk, state=ResponseState.DRAFT)
    if not drafts.update(decisions=response.decisions | dict(decisions), updated_at=timezone.now()):
        raise ResponseError("Ce diagnostic est validé : il ne change plus.")


def attach(*, response: SurveyResponse, producer: Producer | None) -> None:
    """Say which farm a draft speaks of, or that it is a new one. Raises ResponseError once validated."""
    drafts = SurveyResponse.objects.filter(pk=response.pk, state=ResponseState.DRAFT)
    if not drafts.update(producer=producer, decisions={}, updated_at=timezone.now()):
        raise ResponseError("Ce diagnostic est validé : il ne change plus.")
