import pytest

from course_helpers import compat, doctor
from course_helpers.sandboxed import calls
from tests.conftest import need


def test_everything_that_a_learner_needs_works_here():
    findings = {finding.thing: finding for finding in doctor.examine()}
    assert all(f.good for f in findings.values() if f.needed), findings
    assert findings["torch"].text.startswith("torch 2.")


def test_how_threads_wait_is_shown_with_its_value(monkeypatch):
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    for name in compat.CHOICES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOMP_SPINCOUNT", compat.SPINS)
    finding = doctor.waiting()
    assert finding.good and f"GOMP_SPINCOUNT={compat.SPINS}" in finding.text
    assert "course_helpers is imported before torch" in finding.text
    monkeypatch.setenv("OMP_WAIT_POLICY", "passive")
    assert "OMP_WAIT_POLICY=passive, GOMP_SPINCOUNT=" in doctor.waiting().text


def test_torch_that_was_loaded_first_is_named_with_the_remedy(monkeypatch):
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    for name in compat.CHOICES:
        monkeypatch.delenv(name, raising=False)
    finding = doctor.waiting()
    assert not finding.good and not finding.needed
    assert "torch was loaded before course_helpers" in finding.text
    assert "Restart" in finding.text


def test_missing_data_set_names_the_remedy(monkeypatch):
    monkeypatch.setattr("course_helpers.data.where", lambda name: None)
    finding = doctor.mnist()
    assert not finding.good and not finding.needed
    assert "course data mnist" in finding.text


def test_missing_bubblewrap_names_the_remedy(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "apt-get install bubblewrap" in doctor.sandbox().text


def test_machine_whose_system_calls_are_not_known_is_named(monkeypatch, sandbox):
    assert set(calls.FORBIDDEN) == doctor.FILTERED
    monkeypatch.setattr(doctor.platform, "machine", lambda: "riscv64")
    finding = doctor.sandbox()
    assert not finding.good
    assert "on riscv64 hand-ins may make all system calls" in finding.text


def test_apparmor_in_the_way_of_the_sandbox_names_the_remedy(monkeypatch, tmp_path):
    refusing = tmp_path / "bwrap"
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(refusing))
    monkeypatch.setattr(doctor, "_APPARMOR", tmp_path / "restricted")
    assert "ask for unprivileged user namespaces" in doctor.sandbox().text
    (tmp_path / "restricted").write_text("1\n")
    text = doctor.sandbox().text
    assert "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0" in text


@pytest.mark.parametrize(
    ("needs", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)]
)
def test_tests_without_a_sandbox_are_skipped_or_fail_as_chosen(
    monkeypatch, needs, outcome
):
    monkeypatch.setenv("COURSE_NEEDS_SANDBOX", needs)
    with pytest.raises(outcome, match="no bwrap"):
        need(doctor.Finding("sandbox", False, "no bwrap"))
    need(doctor.Finding("sandbox", True, ""))


def test_look_that_fails_is_a_finding(monkeypatch):
    def broken():
        raise RuntimeError("no driver")

    monkeypatch.setattr(doctor, "device", broken)
    findings = {finding.thing: finding for finding in doctor.examine()}
    assert findings["broken"].text == "RuntimeError: no driver"
    assert not findings["broken"].good
