"""The closed shape of what Cocarde signs: every member that may stand in a credential, and its RDF.

JSON-LD drops a member that its contexts do not define, silently, so that it is shown but not
signed. Here nothing else than what this table names can be built, signed or accepted. The tests
hold the table against the pinned contexts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]

_VC = "https://www.w3.org/2018/credentials#"
_OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_SCHEMA = "https://schema.org/"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_SECURITY = "https://w3id.org/security#"
# The two contexts name XML Schema differently; both spellings are signed as they stand.
_XSD = "http://www.w3.org/2001/XMLSchema#"
_XSD_1EDTECH = "https://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class NodeMember:
    """One member of a node. `holds` is `text`, `bool`, `number`, `link` (an IRI), `url`, `moment`
    or `suite` (checked literals), `purpose`, or the name of the class of nodes it holds; `datatype`
    types a literal."""

    iri: str
    holds: str = "text"
    datatype: str = ""
    many: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Class:
    """One class of nodes: its types as they stand in JSON, their IRIs, its members; `identified`
    is True when the node must have an id, False when it must not, None when it may; `untyped`
    when it may leave its type out."""

    types: str | tuple[str, ...]
    iris: tuple[str, ...]
    members: Mapping[str, NodeMember]
    identified: bool | None = None
    untyped: bool = False


_NAME = NodeMember(_SCHEMA + "name", required=True)
_DESCRIPTION = NodeMember(_SCHEMA + "description", required=True)
_ANY_DESCRIPTION = NodeMember(_SCHEMA + "description")
_NARRATIVE = NodeMember(_OB + "narrative")
_URL = NodeMember(_SCHEMA + "url", "url", _XSD_1EDTECH + "anyURI")
_VALID_FROM = NodeMember(_VC + "validFrom", "moment", _XSD + "dateTime", required=True)
_VALID_UNTIL = NodeMember(_VC + "validUntil", "moment", _XSD + "dateTime")

SHAPE: Mapping[str, Class] = {
    "OpenBadgeCredential": Class(
        ("VerifiableCredential", "OpenBadgeCredential"),
        (_VC + "VerifiableCredential", _OB + "OpenBadgeCredential"),
        {
            "name": _NAME,
            "issuer": NodeMember(_VC + "issuer", "Profile", required=True),
            "validFrom": _VALID_FROM,
            "validUntil": _VALID_UNTIL,
            "credentialSubject": NodeMember(
                _VC + "credentialSubject", "AchievementSubject", required=True
            ),
            "evidence": NodeMember(_VC + "evidence", "Evidence", many=True),
            "credentialStatus": NodeMember(
                _VC + "credentialStatus", "BitstringStatusListEntry", required=True
            ),
        },
        identified=True,
    ),
    "Profile": Class(
        ("Profile",),
        (_OB + "Profile",),
        {
            "name": _NAME,
            "description": _ANY_DESCRIPTION,
            "url": _URL,
            "email": NodeMember(_SCHEMA + "email"),
            "image": NodeMember(_OB + "image", "Image"),
        },
        identified=True,
    ),
    "AchievementSubject": Class(
        ("AchievementSubject",),
        (_OB + "AchievementSubject",),
        {
            "identifier": NodeMember(
                _OB + "identifier", "IdentityObject", many=True, required=True
            ),
            "activityStartDate": NodeMember(
                _OB + "activityStartDate", "moment", _XSD_1EDTECH + "date"
            ),
            "activityEndDate": NodeMember(_OB + "activityEndDate", "moment", _XSD_1EDTECH + "date"),
            "narrative": _NARRATIVE,
            "source": NodeMember(_OB + "source", "Profile"),
            "result": NodeMember(_OB + "result", "Result", many=True),
            "achievement": NodeMember(_OB + "achievement", "Achievement", required=True),
        },
        identified=False,
    ),
    "IdentityObject": Class(
        "IdentityObject",
        (_OB + "IdentityObject",),
        {
            "identityHash": NodeMember(_OB + "identityHash", required=True),
            "identityType": NodeMember(_OB + "identityType", required=True),
            "hashed": NodeMember(_OB + "hashed", "bool", _XSD_1EDTECH + "boolean", required=True),
            "salt": NodeMember(_OB + "salt"),
        },
        identified=False,
    ),
    "Achievement": Class(
        ("Achievement",),
        (_OB + "Achievement",),
        {
            "achievementType": NodeMember(_OB + "achievementType"),
            "name": _NAME,
            "description": _DESCRIPTION,
            "criteria": NodeMember(_OB + "Criteria", "Criteria", required=True),
            "image": NodeMember(_OB + "image", "Image"),
            "inLanguage": NodeMember(_SCHEMA + "inLanguage", required=True),
            "version": NodeMember(_OB + "version", required=True),
            "creator": NodeMember(_OB + "creator", "Profile"),
            "creditsAvailable": NodeMember(
                _OB + "creditsAvailable", "number", _XSD_1EDTECH + "float"
            ),
            "humanCode": NodeMember(_OB + "humanCode"),
            "tag": NodeMember(_SCHEMA + "keywords", many=True),
            "related": NodeMember(_OB + "related", "Related", many=True),
            "alignment": NodeMember(_OB + "alignment", "Alignment", many=True),
            "resultDescription": NodeMember(
                _OB + "resultDescription", "ResultDescription", many=True
            ),
        },
        identified=True,
    ),
    "Criteria": Class(
        "Criteria",
        (_OB + "Criteria",),
        {"narrative": NodeMember(_OB + "narrative", required=True)},
        # The context gives the class and the member `criteria` one IRI, so that JSON-LD would write
        # this type as `criteria`; strict verifiers refuse the other spelling. Older badges have it.
        untyped=True,
    ),
    "Image": Class(
        "Image", (_OB + "Image",), {"caption": NodeMember(_SCHEMA + "caption")}, identified=True
    ),
    "Related": Class(
        ("Related",),
        (_OB + "Related",),
        {"inLanguage": NodeMember(_SCHEMA + "inLanguage", required=True)},
        identified=True,
    ),
    "Alignment": Class(
        ("Alignment",),
        (_SCHEMA + "AlignmentObject",),
        {
            "targetName": NodeMember(_SCHEMA + "targetName", required=True),
            "targetUrl": NodeMember(
                _SCHEMA + "targetUrl", "url", _XSD_1EDTECH + "anyURI", required=True
            ),
            "targetDescription": NodeMember(_SCHEMA + "targetDescription"),
            "targetFramework": NodeMember(_SCHEMA + "targetFramework"),
            "targetCode": NodeMember(_OB + "targetCode"),
            "targetType": NodeMember(_OB + "targetType"),
        },
        identified=False,
    ),
    "ResultDescription": Class(
        ("ResultDescription",),
        (_OB + "ResultDescription",),
        {
            "name": _NAME,
            "resultType": NodeMember(_OB + "resultType", required=True),
            "rubricCriterionLevel": NodeMember(
                _OB + "rubricCriterionLevel", "RubricCriterionLevel", many=True, required=True
            ),
        },
        identified=True,
    ),
    "RubricCriterionLevel": Class(
        ("RubricCriterionLevel",),
        (_OB + "RubricCriterionLevel",),
        {"name": _NAME, "level": NodeMember(_OB + "level", required=True)},
        identified=True,
    ),
    "Result": Class(
        ("Result",),
        (_OB + "Result",),
        {
            "resultDescription": NodeMember(
                _OB + "resultDescription", "url", _XSD_1EDTECH + "anyURI", required=True
            ),
            "achievedLevel": NodeMember(
                _OB + "achievedLevel", "url", _XSD_1EDTECH + "anyURI", required=True
            ),
        },
        identified=False,
    ),
    "Evidence": Class(
        ("Evidence",),
        (_OB + "Evidence",),
        {"name": _NAME, "narrative": _NARRATIVE, "genre": NodeMember(_SCHEMA + "genre")},
    ),
    "BitstringStatusListEntry": Class(
        "BitstringStatusListEntry",
        (_STATUS + "BitstringStatusListEntry",),
        {
            "statusPurpose": NodeMember(_STATUS + "statusPurpose", required=True),
            "statusListIndex": NodeMember(_STATUS + "statusListIndex", required=True),
            "statusListCredential": NodeMember(
                _STATUS + "statusListCredential", "link", required=True
            ),
        },
        identified=True,
    ),
    "BitstringStatusListCredential": Class(
        ("VerifiableCredential", "BitstringStatusListCredential"),
        (_VC + "VerifiableCredential", _STATUS + "BitstringStatusListCredential"),
        {
            "issuer": NodeMember(_VC + "issuer", "link", required=True),
            "validFrom": _VALID_FROM,
            "credentialSubject": NodeMember(
                _VC + "credentialSubject", "BitstringStatusList", required=True
            ),
        },
        identified=True,
    ),
    "BitstringStatusList": Class(
        "BitstringStatusList",
        (_STATUS + "BitstringStatusList",),
        {
            "statusPurpose": NodeMember(_STATUS + "statusPurpose", required=True),
            "encodedList": NodeMember(
                _STATUS + "encodedList", datatype=_SECURITY + "multibase", required=True
            ),
        },
        identified=True,
    ),
    "DataIntegrityProof": Class(
        "DataIntegrityProof",
        (_SECURITY + "DataIntegrityProof",),
        {
            "cryptosuite": NodeMember(
                _SECURITY + "cryptosuite", "suite", _SECURITY + "cryptosuiteString", required=True
            ),
            "created": NodeMember(
                "http://purl.org/dc/terms/created", "moment", _XSD + "dateTime", required=True
            ),
            "verificationMethod": NodeMember(
                _SECURITY + "verificationMethod", "link", required=True
            ),
            "proofPurpose": NodeMember(_SECURITY + "proofPurpose", "purpose", required=True),
        },
        identified=False,
    ),
}
SUITE = "eddsa-rdfc-2022"
ASSERTION_METHOD = _SECURITY + "assertionMethod"
SIGNED = ("OpenBadgeCredential", "BitstringStatusListCredential")


def root_class(document: Node) -> str | None:
    """The class of a whole credential, or None when it is of neither kind that is signed here."""
    types = document.get("type")
    return next((name for name in SIGNED if types == list(SHAPE[name].types)), None)
