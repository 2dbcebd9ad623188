"""`./officine staff add|list|remove|sign-out`."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from officine.catalogue.models import Invitation, StaffRole
from officine.ops import commandline, prepare, staff
from tests import cast
from tests.staff import PASSWORD, signed_in, signed_in_by_code
from tests.staff import staff as member

pytestmark = pytest.mark.django_db

OLGA, MARA = "olga@comune.example", "mara@comune.example"
AGENDA = "/operatore/allumiere/2026-11-23/"


@pytest.fixture(autouse=True)
def centre(settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(prepare, "everything", lambda centre=None: None)  # the tables are there
    return cast.centre()


@pytest.fixture
def officine(capsys):
    """Types a command: the exit code, what it printed, and what it complained of."""

    def typed(*words):
        code = staff.run(commandline.parser().parse_args(["staff", *words]))
        said = capsys.readouterr()
        return code, said.out, said.err

    return typed


def take(link, email, browser=None):
    """Opens the link of an invitation and fills the form in."""
    path = re.search(r"/operatore/invito/\S+", link).group()
    return (browser or Client()).post(path, {"email": email, "password": PASSWORD})


def test_an_invitation_lets_in_whom_it_names_and_nobody_else(officine, centre):
    code, said, _ = officine("add", "Olga@comune.example", "--role", "operator", "--centre", "allumiere")
    assert (code, said.splitlines()[0]) == (
        0,
        "An invitation for olga@comune.example, an operator of Officine Municipali. It works once, within 7 days:",
    )
    assert take(said, "eve@example.org").status_code == 200
    assert not StaffRole.objects.exists()
    assert take(said, OLGA).url == reverse("frontdesk:second_factor")
    assert StaffRole.objects.values_list("account__email", "role", "centre").get() == (OLGA, "operator", centre.pk)


def test_nor_does_it_let_in_somebody_else_who_is_signed_in(officine):
    browser = signed_in_by_code(cast.account("eve@example.org"))
    answer = take(officine("add", OLGA, "--role", "manager")[1], OLGA, browser)
    assert answer.status_code == 403
    assert not StaffRole.objects.exists()


def test_a_second_invitation_for_the_same_takes_the_place_of_the_first(officine):
    first, _second = (officine("add", OLGA, "--role", "operator")[1] for _ in range(2))
    assert take(first, OLGA).status_code == 410
    assert Invitation.objects.count() == 1


def test_who_works_here_already_gets_the_role_at_once(officine, centre):
    member(OLGA, "operator", centre)
    assert officine("add", OLGA, "--role", "manager") == (
        0,
        "olga@comune.example works here already, and is now a manager of every centre too.\n",
        "",
    )
    assert not Invitation.objects.exists()


def test_the_list_says_who_has_which_role(officine, centre):
    member(OLGA, "operator", centre)
    member(MARA, "manager", second_factor=False)
    signed_in(OLGA)
    officine("add", "aldo@comune.example", "--role", "auditor")
    lines = officine("list")[1].splitlines()
    assert [line.split()[:4] for line in lines[1:3]] == [
        [MARA, "manager", "every", "no"],
        [OLGA, "operator", "allumiere", "yes"],
    ]
    assert lines[1].split()[4] == "never"
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", lines[2].split()[4])
    assert lines[3].startswith("Open invitation: aldo@comune.example, an auditor of every centre, until 20")
    assert len(lines) == 4


def test_before_anybody_works_here_the_list_says_so(officine):
    assert officine("list") == (0, "Nobody works here yet.\n", "")


@pytest.mark.parametrize("action", ["remove", "sign-out"])
def test_the_sessions_end_at_once_in_every_browser_and_nobody_elses(officine, centre, action):
    olga = member(OLGA, "operator", centre)
    member(MARA, "manager")
    one, other, mara = signed_in(OLGA), signed_in_by_code(olga), signed_in(MARA)
    citizen = signed_in_by_code(cast.account("carla@example.org"))
    assert one.get(AGENDA).status_code == 200
    code, said, _ = officine(action, OLGA)
    assert (code, "olga@comune.example is signed out: 2 sessions ended." in said) == (0, True)
    assert one.get(AGENDA).url == f"/operatore/accesso/?next={AGENDA}"
    assert "_auth_user_id" not in other.session
    assert mara.get(AGENDA).status_code == 200
    assert "_auth_user_id" in citizen.session


def test_who_was_only_signed_out_keeps_the_role(officine, centre):
    member(OLGA, "operator", centre)
    officine("sign-out", OLGA)
    assert StaffRole.objects.filter(account__email=OLGA).exists()
    assert officine("sign-out", OLGA)[1].startswith("olga@comune.example was signed in nowhere.")


def test_one_of_several_roles_is_taken_away(officine, centre):
    olga = member(OLGA, "operator", centre)
    StaffRole.objects.create(account=olga, role="auditor")
    assert officine("remove", OLGA, "--role", "operator")[1].splitlines()[:2] == [
        "olga@comune.example is no longer an operator of Officine Municipali.",
        "olga@comune.example is still an auditor of every centre.",
    ]


def test_an_invitation_that_nobody_took_is_withdrawn(officine):
    officine("add", OLGA, "--role", "operator")
    assert officine("remove", OLGA) == (0, "The open invitation for olga@comune.example is withdrawn.\n", "")
    assert not Invitation.objects.exists()


def test_the_last_manager_goes_only_when_that_is_meant(officine):
    member(MARA, "manager")
    code, said, why = officine("remove", MARA)
    assert (code, said) == (2, "")
    assert why == "mara@comune.example is the last manager. To leave nobody who manages: --yes\n"
    assert StaffRole.objects.exists()
    assert officine("remove", MARA, "--yes")[0] == 0
    assert not StaffRole.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", OLGA], "Say which role: --role operator, manager or auditor."),
        (["add", "olga", "--role", "operator"], "“olga” is not an e-mail address."),
        (["add"], "Say who: ./officine staff add EMAIL"),
        (
            ["add", OLGA, "--role", "operator", "--centre", "rome"],
            "There is no centre “rome”; there is: allumiere.",
        ),
        (
            ["add", MARA, "--role", "manager"],
            "mara@comune.example is a manager of every centre already.",
        ),
        (["remove", OLGA], "olga@comune.example has no such role here. ./officine staff list shows who has which."),
        (["sign-out", OLGA], "olga@comune.example does not work here. ./officine staff list shows who does."),
    ],
)
def test_what_cannot_be_done_is_a_sentence_with_exit_code_2(officine, words, sentence):
    member(MARA, "manager")
    assert officine(*words) == (2, "", f"{sentence}\n")
