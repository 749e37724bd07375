"""An installation with real servers around it, for processes to be killed in: Postfix, Dovecot, a
Telegram of our own, the sites that people name, and either engine."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import create_engine, text

from cocarde.demo.sites import standin
from cocarde.installation import open_world
from core.ground.settings import Settings
from core.ground.world import World
from core.people import people
from core.staff import StaffMember, add
from tests.servers import postgres
from tests.servers.mail import MailServers
from tests.servers.telegram import BotApi, Limits, Person
from tests.world.letters import parsed

COACH = "sam@example.org"
BOX = "badges"


@dataclass(frozen=True, slots=True)
class Town:
    """What the killed processes share, and what people see of them."""

    settings: Settings
    world: World
    api: BotApi
    servers: MailServers
    coach: Person

    def environment(self) -> dict[str, str]:
        """The settings as a process gets them."""
        told = {each.name: getattr(self.settings, each.name) for each in fields(Settings)}
        return {f"COCARDE_{name.upper()}": value for name, value in told.items()
                if isinstance(value, str)}  # fmt: skip

    def mails(self, name: str) -> list[EmailMessage]:
        """What lies in somebody's mailbox, in the order in which it came."""
        box = self.servers.folder / "home" / name / "Maildir"
        files = [each for part in ("new", "cur") for each in (box / part).glob("*")]
        return [parsed(each.read_bytes()) for each in sorted(files, key=lambda each: each.name)]


@contextmanager
def town(engine: str) -> Iterator[Town]:
    """Everything started, with a coach who decides in Telegram; ended and removed at the end."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cocarde-chaos-")))
        folder.chmod(0o755)
        servers = MailServers(folder)
        stack.callback(servers.end)
        servers.start()
        servers.create(BOX)
        api = stack.enter_context(BotApi(limits=Limits(on=False)))
        listen = f"127.0.0.1:{free_port()}"
        settings = Settings(
            database_url=f"sqlite:///{folder / 'store' / 'cocarde.db'}"
            if engine == "sqlite"
            else stack.enter_context(database()),
            public_url=f"http://{listen}",
            listen=listen,
            key_file=str(folder / "store" / "keys.json"),
            telegram_api=api.url,
            telegram_token=api.token,
            smtp_url=servers.smtp_url,
            imap_url=servers.imap_url(BOX),
            mail_address=f"{BOX}@example.org",
            mail_authserv_id="mx.cocarde.test",
            mail_pace="600",
            fetch_map=stack.enter_context(standin(("github.com", "site.example.org"))),
        )
        world = open_world(settings)
        stack.callback(world.store.close)
        yield Town(settings, world, api, servers, arrive(world, api))


def arrive(world: World, api: BotApi) -> Person:
    """The coach, known and at their chat."""
    coach = api.person("Sam", "fr")
    coach.user.started = True
    with world.turn() as turn:
        chat = people.meet(turn, people.TELEGRAM, str(coach.id), name="Sam", language="fr")
        mail = people.add_address(turn, people.person_of(turn, chat), people.MAIL, COACH)
        people.confirm(turn, mail)
        people.used(turn, chat)
        add(turn, StaffMember(COACH, "becode", "reviewer", "Sam", "", "fr"))
    return coach


@contextmanager
def database() -> Iterator[str]:
    """An empty database on a PostgreSQL of its own."""
    with postgres.cluster() as server:
        driver = server.replace("postgresql", "postgresql+psycopg")
        admin = create_engine(f"{driver}/postgres", isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE cocarde"))
        admin.dispose()
        yield f"{server}/cocarde"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
