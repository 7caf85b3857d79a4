from course_helpers import doctor


def test_everything_that_a_learner_needs_works_here():
    findings = {finding.thing: finding for finding in doctor.examine()}
    assert all(f.good for f in findings.values() if f.needed), findings
    assert findings["torch"].text.startswith("torch 2.")


def test_missing_data_set_names_the_remedy(monkeypatch):
    monkeypatch.setattr("course_helpers.data.where", lambda name: None)
    finding = doctor.mnist()
    assert not finding.good and not finding.needed
    assert "course data mnist" in finding.text


def test_missing_bubblewrap_names_the_remedy(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "apt-get install bubblewrap" in doctor.sandbox().text


def test_look_that_fails_is_a_finding(monkeypatch):
    def broken():
        raise RuntimeError("no driver")

    monkeypatch.setattr(doctor, "device", broken)
    findings = {finding.thing: finding for finding in doctor.examine()}
    assert findings["broken"].text == "RuntimeError: no driver"
    assert not findings["broken"].good
