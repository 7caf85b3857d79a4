import pytest
import torch

from course_helpers import device as module
from course_helpers.device import get_device


@pytest.fixture(autouse=True)
def no_setting(monkeypatch):
    monkeypatch.delenv("COURSE_DEVICE", raising=False)


@pytest.fixture
def machine(monkeypatch):
    """Pretend that this machine has some accelerators, and that they work."""

    def pretend(cuda=0, mps=False):
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
        real = module._one_batch
        monkeypatch.setattr(module, "_one_batch", lambda _: real(torch.device("cpu")))

    return pretend


def test_default_order_is_cuda_mps_cpu(machine):
    machine(cuda=2, mps=True)
    assert get_device() == torch.device("cuda")
    machine(mps=True)
    assert get_device() == torch.device("mps")
    machine()
    assert get_device() == torch.device("cpu")


@pytest.mark.parametrize("prefer", ["cpu", "mps", "cuda:1", "CUDA:1", "cuda"])
def test_prefer_wins_over_the_order(machine, prefer):
    machine(cuda=2, mps=True)
    assert get_device(prefer) == torch.device(prefer.lower())


def test_prefer_may_be_a_torch_device(machine):
    machine(cuda=2)
    assert get_device(torch.device("cuda", 1)) == torch.device("cuda:1")


def test_course_device_wins_over_prefer(machine, monkeypatch):
    machine(cuda=2)
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    assert get_device() == torch.device("cpu")
    assert get_device("cuda:1") == torch.device("cpu")


def test_empty_course_device_counts_as_unset(machine, monkeypatch):
    machine(cuda=1)
    monkeypatch.setenv("COURSE_DEVICE", "")
    assert get_device() == torch.device("cuda")


def test_unknown_name_is_an_error_that_lists_the_devices(machine):
    machine(cuda=2, mps=True)
    with pytest.raises(ValueError) as caught:
        get_device("gpu")
    assert str(caught.value) == (
        "get_device: prefer must name a device that this machine has "
        "(cuda, cuda:0, cuda:1, mps, cpu); got 'gpu'. "
        "Choose one of these, or leave it out to get the fastest."
    )


@pytest.mark.parametrize("absent", ["cuda", "cuda:0", "mps", ""])
def test_absent_device_is_an_error(machine, absent):
    machine()
    with pytest.raises(ValueError, match=rf"has \(cpu\); got '{absent}'"):
        get_device(absent)


def test_gpu_number_that_is_not_there_is_an_error(machine):
    machine(cuda=1)
    with pytest.raises(ValueError, match="got 'cuda:1'"):
        get_device("cuda:1")


def test_wrong_course_device_is_named_as_such(machine, monkeypatch):
    machine()
    monkeypatch.setenv("COURSE_DEVICE", "tpu")
    with pytest.raises(ValueError, match="COURSE_DEVICE must name .* got 'tpu'"):
        get_device("cpu")


def test_accelerator_without_results_falls_back_to_the_cpu(monkeypatch):
    monkeypatch.setattr(module, "_device_names", lambda: ["meta", "cpu"])
    with pytest.warns(UserWarning, match="meta .* failed with: .* meta tensor") as seen:
        assert get_device() == torch.device("cpu")
    assert len(seen) == 1
    assert seen[0].filename == __file__
    assert "Working on the CPU instead" in str(seen[0].message)


@pytest.mark.parametrize("spoil", [lambda x: x + 0.1, lambda x: x * torch.nan])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_accelerator_with_wrong_results_falls_back_to_the_cpu(
    machine, monkeypatch, spoil, which
):
    machine(cuda=1)
    right = module._one_batch(None)

    def one_batch(device):
        values = list(right)
        if device.type == "cuda":
            values[which] = spoil(values[which])
        return values

    monkeypatch.setattr(module, "_one_batch", one_batch)
    with pytest.warns(UserWarning, match="cuda .* its results differ"):
        assert get_device("cuda") == torch.device("cpu")


def test_error_without_words_still_gives_a_reason(machine, monkeypatch):
    machine(mps=True)

    def one_batch(device):
        raise AssertionError

    monkeypatch.setattr(module, "_one_batch", one_batch)
    with pytest.warns(UserWarning, match="failed with: AssertionError"):
        assert get_device() == torch.device("cpu")


def test_self_test_computes_a_loss_and_its_gradients():
    loss, weight_grad, bias_grad = module._one_batch(torch.device("cpu"))
    assert loss > 0.1
    assert weight_grad.abs().max() > 0.1
    assert bias_grad.abs().max() > 0.1


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_self_test_holds_under_other_settings(dtype):
    before = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.no_grad():
            assert module._self_test(torch.device("cpu")) is None
            assert not torch.is_grad_enabled()
    finally:
        torch.set_default_dtype(before)


def test_random_state_is_untouched(monkeypatch):
    monkeypatch.setattr(module, "_device_names", lambda: ["meta", "cpu"])
    torch.manual_seed(7)
    before = torch.get_rng_state()
    with pytest.warns(UserWarning):
        get_device()
    module._self_test(torch.device("cpu"))
    assert torch.equal(torch.get_rng_state(), before)


def test_device_of_this_machine_can_hold_a_tensor():
    device = get_device()
    assert torch.ones(2, device=device).device.type == device.type
