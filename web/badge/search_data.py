"""What search engines and networks read of a badge page (schema.org, the Open Graph protocol)."""

from typing import Any

from core.badges.openbadges import paths
from web.badge.contents import PageContents


def described(badge: PageContents, base: str) -> dict[str, Any]:
    """The badge as schema.org's EducationalOccupationalCredential, for JSON-LD."""
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "name": badge.name,
        "description": badge.description,
        "url": paths.badge_page(base, badge.id),
        "image": paths.badge_picture(base, badge.id),
        "credentialCategory": "badge",
        "identifier": badge.id,
        "inLanguage": badge.language,
        "datePublished": badge.iso_day,
        "publisher": {
            "@type": "Organization",
            "name": badge.issuer,
            "url": badge.issuer_url,
        },
    }
    more = {
        "educationalLevel": badge.level,
        "competencyRequired": list(badge.skills),
        "recognizedBy": [
            {"@type": "Organization", "name": each.name} | ({"url": each.url} if each.url else {})
            for each in badge.recognised_by
        ],
        "educationalAlignment": [
            {
                "@type": "AlignmentObject",
                "educationalFramework": each.framework,
                "targetName": each.name,
                "targetUrl": each.url,
            }
            for each in badge.alignments
        ],
    }
    return found | {name: value for name, value in more.items() if value}
