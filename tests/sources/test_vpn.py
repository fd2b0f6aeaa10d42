import pytest

from phone_audit.formats.capture_folder import CaptureFolder
from phone_audit.model.capture import GapReason
from phone_audit.model.phone import ChosenApp, Context, ContextKind, Known
from phone_audit.model.record import replace
from phone_audit.simulator.android import apps
from phone_audit.simulator.android.folder import capture_files
from phone_audit.simulator.android.phone import App
from phone_audit.sources.vpn import SOURCE
from tests.captures import capture, read_golden
from tests.simulator.android_phones import NOW, SDKS, phone

TURBO, OTHER = "free.vpn.unblock.proxy.turbovpn", "id.contoh.terowongan"
ACTIVE = Context(context=ContextKind.VPN_ACTIVE)


def known(*packages, sdk=34):
    chosen = tuple(ChosenApp(package=one, user=0) for one in packages)
    return Known(sdk=sdk, chosen=chosen)


def read(topic, text, told=None, **changes):
    answer = capture(topic=topic, stdout=text.encode(), **changes)
    return SOURCE.read(told or known(TURBO, OTHER), (answer,))


def test_known_apps_are_named_and_others_counted():
    assert read_golden("vpn/android-14").facts == (
        ACTIVE,
        Context(context=ContextKind.VPN_ALWAYS_ON, unnamed=1),
        Context(context=ContextKind.VPN_APP, value="Turbo VPN", unnamed=1),
    )
    assert OTHER not in str(read_golden("vpn/android-14"))


def test_the_older_form_of_a_network_and_a_phone_without_apps():
    assert read_golden("vpn/android-9").facts == (ACTIVE,)
    assert read_golden("vpn/android-9").gaps == ()


def test_apps_of_the_factory_image_are_not_counted():
    one = "1 services found:\n  Service #0:\n    com.samsung.android.fast/.vpn.Fast\n"
    assert read("vpn_services", one).facts == ()


@pytest.mark.parametrize("text", ["null", "null\n", "\n"])
def test_no_vpn_that_is_always_on(text):
    reading = read("always_on", text)
    assert (reading.facts, reading.gaps) == ((), ())


def test_a_setting_that_is_no_package_is_a_gap_and_not_repeated():
    reading = read("always_on", "ada apa ini")
    assert reading.facts == ()
    assert [gap.reason for gap in reading.gaps] == [GapReason.NOT_UNDERSTOOD]


def test_a_dump_without_its_heading_did_not_answer():
    line = "dumpsys connectivity | grep -oE 'x'"
    assert [gap.reason for gap in read("active_network", "", line=line).gaps] == [
        GapReason.NOT_UNDERSTOOD
    ]
    assert read("active_network", "Active default network:\n", line=line).gaps == ()


def test_the_whole_section_of_a_bug_report_mentions_vpn_in_requests_too():
    section = "Active default network: 101\nRequests:\n  REQUEST [ Transports: VPN ]\n"
    connected = section + "  NetworkAgentInfo{network{102} ni{VPN CONNECTED extra: VPN:a.b} }\n"
    assert read("active_network", section, section=True).facts == ()
    assert read("active_network", connected, section=True).facts == (ACTIVE,)


def test_android_7_does_not_know_the_question_for_services():
    assert [q.topic for q in SOURCE.questions(Known(sdk=25))] == ["active_network", "always_on"]
    assert len(SOURCE.questions(Known(sdk=26))) == 3


@pytest.mark.parametrize("connected", [True, False])
@pytest.mark.parametrize("sdk", SDKS)
def test_what_an_invented_phone_answers_through_its_own_filter(sdk, connected):
    tunnel = App(package=OTHER, app_id=0, installed_at=NOW, offers_vpn=".Layanan")
    described = replace(apps.install(phone(sdk), tunnel), vpn_connected=connected)
    folder = CaptureFolder(capture_files(described))
    answers = []
    for number, question in enumerate(SOURCE.questions(Known(sdk=sdk)), start=1):
        answer = folder.answer(question.line)
        assert answer.captured
        for secret in (b"Rahasia", b"192.0.2.7"):
            assert secret not in answer.stdout
        answers.append(
            capture(number, topic=question.topic, line=question.line, stdout=answer.stdout)
        )
    reading = SOURCE.read(known(OTHER, sdk=sdk), tuple(answers))
    assert reading.gaps == ()
    capable = Context(context=ContextKind.VPN_APP, unnamed=1)
    assert reading.facts == ((ACTIVE, capable) if connected else (capable,))
