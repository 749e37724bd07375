"""Typing errors in a mail address: caught where they are plain, and no false alarm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.addresses.mail_providers import DOMAINS
from core.reading.addresses.mail_typos import meant, mended

MISTYPED = {
    "gmial.com": "gmail.com", "gmal.com": "gmail.com", "gmai.com": "", "gmail.con": "gmail.com",
    "gmail.co": "gmail.com", "gmail.cm": "gmail.com", "gmail.fr": "gmail.com",
    "gmail.comm": "gmail.com", "gmail": "gmail.com", "gmailcom": "gmail.com",
    "gmail,com": "gmail.com", "gmail..com": "gmail.com", "gmaill.com": "gmail.com",
    "ggmail.com": "gmail.com", "gnail.com": "gmail.com", "gmqil.com": "gmail.com",
    "gmil.com": "gmail.com", "gamil.com": "gmail.com", "hotmial.fr": "hotmail.fr",
    "hotmal.com": "hotmail.com", "hotmai.fr": "hotmail.fr", "htomail.com": "hotmail.com",
    "hotamil.be": "hotmail.be", "hotmail.f": "hotmail.fr", "hotmail.con": "hotmail.com",
    "homtail.fr": "hotmail.fr", "hormail.fr": "hotmail.fr", "hotmailfr": "hotmail.fr",
    "outlok.fr": "outlook.fr", "outloook.com": "outlook.com", "outllok.be": "outlook.be",
    "outlook.frr": "outlook.fr", "yaho.fr": "yahoo.fr", "yahooo.fr": "yahoo.fr",
    "yhaoo.com": "yahoo.com", "yahoo.con": "yahoo.com", "orange.f": "orange.fr",
    "ornage.fr": "orange.fr", "orang.fr": "orange.fr", "orange.frr": "orange.fr",
    "wanado.fr": "wanadoo.fr", "wanadooo.fr": "wanadoo.fr", "wandoo.fr": "wanadoo.fr",
    "laposte.nte": "laposte.net", "lapsote.net": "laposte.net", "lapostenet": "laposte.net",
    "free.f": "free.fr", "free.rf": "free.fr", "sfr.f": "sfr.fr", "iclod.com": "icloud.com",
    "icloud.con": "icloud.com", "icloud.fr": "icloud.com", "telenet.b": "telenet.be",
    "teelnet.be": "telenet.be", "telenet.bee": "telenet.be", "proximsu.be": "proximus.be",
    "proxmus.be": "proximus.be", "sykent.be": "", "skynt.be": "skynet.be", "ziggo.n": "ziggo.nl",
    "zigo.nl": "ziggo.nl", "kpnmial.nl": "kpnmail.nl", "hetnte.nl": "hetnet.nl",
    "becode.con": "becode.com", "mairie-lille.f": "mairie-lille.fr", "ac-lille.frr": "ac-lille.fr",
    "ulb.bee": "ulb.be", "protonmial.com": "protonmail.com",
}  # fmt: skip
WHOLE = {
    "linagmail.com": "lina@gmail.com",
    "lina.haddadhotmail.fr": "lina.haddad@hotmail.fr",
    "lina orange.fr": "lina@orange.fr",
    "lina arobase gmail point com": "lina@gmail.com",
    "lina(at)gmail.com": "lina@gmail.com",
    "lina@@gmail.com": "lina@gmail.com",
    "Lina @ GMAIL .com": "lina@gmail.com",
    "lina@gmail com": "lina@gmail.com",
}
# Real or real-looking: of providers abroad, small providers, firms, schools, towns, families.
HELD_OUT = """
gmail.com googlemail.com mail.com email.com gail.com ymail.com rocketmail.com myyahoo.com gmx.at
gmx.ch gmx.net gmx.de web.de freenet.de t-online.de posteo.de mailbox.org tutanota.com tuta.io
proton.me pm.me protonmail.ch hey.com zoho.com zoho.eu fastmail.com fastmail.fm hushmail.com
yandex.ru mail.ru bk.ru inbox.ru rambler.ru qq.com 163.com 126.com naver.com daum.net libero.it
virgilio.it alice.it tiscali.it tin.it hotmail.it hotmail.es hotmail.de hotmail.co.uk hotmail.ca
outlook.es outlook.it outlook.de outlook.pt outlook.ie outlook.sa live.it live.co.uk live.ca
live.com.pt live.cn yahoo.co.uk yahoo.es yahoo.it yahoo.de yahoo.ca yahoo.co.in yahoo.com.br
yahoo.co.jp aol.com aol.fr aol.de msn.com me.com mac.com icloud.com orange.fr orange.com orange.be
orange.es orange.sn orange.ci orangemail.sn free.fr aliceadsl.fr freesbee.fr worldonline.fr sfr.fr
sfr.com laposte.net laposte.fr lapostegroupe.fr poste.be numericable.fr numericable.com noos.fr
bbox.fr bouyguestelecom.fr neuf.fr cegetel.net club-internet.fr 9online.fr nordnet.fr wanadoo.es
wanadoo.nl voila.fr caramail.com lycos.fr mailo.com mailo.eu netcourrier.com netc.fr zaclys.net
riseup.net disroot.org gandi.net ovh.net ik.me ikmail.com infomaniak.ch bluewin.ch hispeed.ch
sunrise.ch skynet.be telenet.be proximus.be proximus.com scarlet.be voo.be belgacom.net brutele.be
tvcablenet.be edpnet.be base.be pandora.be dommel.be ziggo.nl ziggo.com kpnmail.nl kpn.com
kpnplanet.nl planet.nl xs4all.nl home.nl hetnet.nl chello.nl chello.at upcmail.nl upc.at quicknet.nl
casema.nl zonnet.nl tele2.nl tele2.se solcon.nl caiway.nl online.nl freeler.nl wxs.nl
becode.org student.becode.org learner.becode.org ulb.be student.ulb.be ulb.ac.be vub.be kuleuven.be
student.kuleuven.be uclouvain.be ugent.be uantwerpen.be hva.nl uva.nl student.uva.nl rug.nl
tudelft.nl
univ-lille.fr etu.univ-lille.fr univ-rouen.fr etu.univ-rouen.fr unicaen.fr etu.unicaen.fr
sorbonne-universite.fr etu.u-paris.fr sciencespo.fr ens.fr polytechnique.edu insa-rouen.fr
univ-lehavre.fr ac-lille.fr ac-normandie.fr ac-paris.fr normandie.fr hautsdefrance.fr cnrs.fr
inria.fr
inserm.fr croix-rouge.fr unicef.fr emmaus.fr secours-catholique.org restosducoeur.org ligue.org
laligue.org cemea.asso.fr uniscite.fr unis-cite.org afev.org concordia.fr ufcv.fr mrjc.org scouts.be
mairie-rouen.fr rouen.fr ville-lille.fr mairie-lille.fr lehavre.fr caen.fr paris.fr bruxelles.be
brussels.be gent.be antwerpen.be liege.be rotterdam.nl amsterdam.nl utrecht.nl
orage.fr grange.fr orangeraie.fr range-camp.fr lorange.fr organe.fr ouragan.fr planete.fr plante.fr
laporte.fr laporte.net delaposte.be hello.com hellomail.fr gosmail.com gemail.de kmail.be vmail.nl
hotmaille.fr hotelmail.com outlooks.org outback.com yakoo.be yahou.be liveaction.org freemail.hu
freenet.fr freelance.com fred.fr fee.fr sir.fr sf.fr svr.nl voorbeeld.nl voorn.nl vol.be vooruit.org
telnet.be teletnet.com skylinenet.be scarletletter.be proxima.be proximity.nl homes.nl hometown.nl
planetree.nl planetarium.be casemate.be chelloo.org ziggy.nl zigzag.nl hectnet.nl
haddad.fr diallo.org okafor.be martin-dupont.fr lina.dev awa.me sam.io noe.eu zoe.paris lea.bzh
atelier.bzh coop.coop asso.fr free.org live.org me.org mac.be neuf.be home.be planet.be planet.fr
home.fr icloud.company.fr outlook.company.be gmail.company.nl student-mail.nl studentmail.be
cocarde.test example.org example.net badges.example.org campus.example.org mailinator.com
yopmail.com
"""  # fmt: skip


@pytest.mark.parametrize(("typed", "right"), [(t, r) for t, r in MISTYPED.items() if r])
def test_a_mistyped_domain_is_mended(typed: str, right: str) -> None:
    assert meant(f"lina.haddad@{typed}") == f"lina.haddad@{right}"


def test_most_of_the_mistyped_domains_are_caught() -> None:
    caught = [typed for typed in MISTYPED if meant(f"lina@{typed}")]
    assert len(caught) >= 0.95 * len(MISTYPED)


@pytest.mark.parametrize(("typed", "right"), WHOLE.items())
def test_what_surrounds_the_sign_is_mended(typed: str, right: str) -> None:
    assert meant(typed) == right


def test_no_real_domain_of_the_hold_out_is_asked_about() -> None:
    domains = HELD_OUT.split()
    alarms = {each: meant(f"lina@{each}") for each in domains if meant(f"lina@{each}")}
    assert len(set(domains)) > 300
    assert alarms == {}


@pytest.mark.parametrize("domain", sorted(DOMAINS))
def test_a_provider_is_never_asked_about(domain: str) -> None:
    assert meant(f"lina@{domain}") == ""


def test_a_domain_of_our_own_roster_is_no_typing_error() -> None:
    assert meant("lina@gmial.com", frozenset(["gmial.com"])) == ""
    assert meant("lina@gmial.com", frozenset(["other.org"])) == "lina@gmail.com"


@given(st.text(max_size=60))
def test_any_text_is_borne_and_what_is_meant_is_an_address(text: str) -> None:
    found = meant(text)
    assert found == "" or found.count("@") == 1


@given(st.sampled_from(sorted(DOMAINS)), st.from_regex(r"[a-z]{3,12}", fullmatch=True))
def test_what_was_meant_is_never_asked_about_again(domain: str, local: str) -> None:
    for at in range(len(domain)):
        once = meant(f"{local}@{domain[:at]}{domain[at + 1 :]}")
        assert meant(once) == ""


def test_a_mended_domain_stays() -> None:
    assert all(mended(mended(typed)) == mended(typed) for typed in MISTYPED)
