"""What the clock starts, and how often: the part of the settings that names tasks of every app."""

from typing import Any

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # A beat that waited for a stopped worker says nothing any more.
    "heartbeat": {
        "task": "pat_logistics.pages.tasks.beat",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "clear-sessions": {
        "task": "pat_logistics.accounts.tasks.clear_expired_sessions",
        "schedule": 24 * 3600.0,
    },
    "send-waiting-mails": {
        "task": "pat_logistics.mail.tasks.sweep",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget-old-mails": {
        "task": "pat_logistics.mail.tasks.forget_old_mails",
        "schedule": 24 * 3600.0,
    },
    "sweep-jobs": {
        "task": "pat_logistics.jobs.tasks.sweep",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "note-public-rows": {
        "task": "pat_logistics.portal.open_data.tasks.note_public_rows",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "make-dumps": {
        "task": "pat_logistics.portal.open_data.tasks.make_dumps",
        "schedule": crontab(hour=3, minute=30),
    },
    "forget-withdrawals": {
        "task": "pat_logistics.portal.open_data.tasks.forget_withdrawals",
        "schedule": 24 * 3600.0,
    },
    "send-waiting-webhooks": {
        "task": "pat_logistics.webhooks.tasks.sweep",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget-old-webhooks": {
        "task": "pat_logistics.webhooks.tasks.forget_old",
        "schedule": 24 * 3600.0,
    },
    "write-token-uses": {"task": "pat_logistics.tokens.tasks.write_uses", "schedule": 3600.0},
    "remind-stale-listings": {
        "task": "pat_logistics.moderation.tasks.remind_stale_listings",
        "schedule": 24 * 3600.0,
    },
    "forget-reporters": {
        "task": "pat_logistics.moderation.tasks.forget_reporters",
        "schedule": 24 * 3600.0,
    },
    "remind-unclaimed": {"task": "producers.tasks.remind_unclaimed", "schedule": 24 * 3600.0},
    "tell-listed": {"task": "producers.tasks.tell_listed", "schedule": 600.0, "options": {"expires": 600}},
    "forget-lists": {"task": "producers.tasks.forget_lists", "schedule": 24 * 3600.0},
    "remind-visits": {
        "task": "needs_survey.tasks.remind_visits",
        "schedule": crontab(day_of_week="monday", hour=6, minute=0),
    },
    "forget-old-drafts": {"task": "needs_survey.tasks.forget_old_drafts", "schedule": 24 * 3600.0},
    "renew-editions": {"task": "needs_survey.needs.editions.renew_editions", "schedule": 3600.0},
    "draw-territory": {"task": "needs_survey.tasks.draw_territory", "schedule": 60.0},
    "gather-views": {"task": "carriers.tasks.gather_views", "schedule": 3600.0},
    "follow-quote-requests": {"task": "carriers.tasks.follow_quote_requests", "schedule": 3600.0},
}
