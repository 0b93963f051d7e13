"""How static files are named once collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticFiles(CompressedManifestStaticFilesStorage):
    """Names that change with the content, in the imports of our own modules too.

    Django can do the same for every script, those of the libraries included, some of which import files
    that they do not ship.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            (
                (
                    r"""(?P<matched>import(?P<names>\s*\{[^}]*\})\s*from\s*"(?P<url>[.][^"]+)";)""",
                    'import%(names)s from "%(url)s";',
                ),
            ),
        ),
    )
