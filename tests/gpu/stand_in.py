"""A stand-in for a GPU, where there is none: it computes on the CPU, and says no.

Tensors on it are of the device "gpu". torch itself gives this device its own dispatch
key, guard and autograd thread (`_setup_privateuseone_for_python_backend`), so what
torch's C++ says about devices is said truly: `.device`, a gradient from elsewhere,
the copies that `.to()` does or spares. The numbers lie in an ordinary tensor within.

What a kernel for CUDA refuses is refused here, by what torch's own table
native_functions.yaml says of its operator:

- Operators that torch checks: all tensors must be on one device.
- Those marked NoCheck, elementwise ones as a rule: a number in a tensor of the CPU, of
  no dimensions, may take part, unless the operator writes into it.
- Indices may be on the CPU, but an index on the device is none for a CPU's tensor.
  What is put there by indices must come from there, but for a single number.
- `copy_` and `to` go anywhere; `.numpy()` of a tensor on the device goes nowhere.
- A generator must be of the device that draws. The device has random numbers of its
  own, which torch.manual_seed seeds, too.
- torch.save notes the device; torch.load brings back to it, unless map_location says
  otherwise.

What it does not see: code that asks for "cuda" by its name, torch.cuda, more than one
GPU, memory that is full, other rounding, kernels that CUDA lacks or that are not
deterministic there, pinned memory, and errors that come late because a GPU works on by
itself. Text of errors is torch's own for the checks above; a convolution words it
differently on CUDA. Refused here alone: `x.data = y` from one device to the other, lazy
layers, and what makes a tensor larger in place. A tensor on it is of a subclass of
torch.Tensor.

    python -m pytest -p tests.gpu.stand_in ...    # or, in a program: install()

It must come before the first backward pass: then torch counts its devices.
"""

import functools
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
import torchgen
from torch.utils._mode_utils import no_dispatch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.backend_registration import (
    _DummyBackendModule,
    _setup_privateuseone_for_python_backend,
)

NAME = "gpu"
_HERE = torch.device("cpu")
_ANYWHERE = {"copy_", "_to_copy"}
_ONE_DEVICE = "Expected all tensors to be on the same device, but"
_INDEXING = {"index", "index_put", "index_put_", "_index_put_impl_"}


_KERNELS = torch.library.Library("aten", "IMPL")


class GpuTensor(torch.Tensor):
    """A tensor whose device is the stand-in's; its numbers are in `numbers`."""

    # Functions go on to the operators: those are looked at, in __torch_dispatch__.
    __torch_function__ = torch._C._disabled_torch_function_impl

    numbers: torch.Tensor

    @staticmethod
    def __new__(cls, numbers: torch.Tensor) -> "GpuTensor":
        # A view of an ordinary tensor is one, in inference mode, too.
        with torch.inference_mode(False):
            return torch.Tensor._make_wrapper_subclass(
                cls,
                numbers.shape,
                strides=numbers.stride(),
                storage_offset=numbers.storage_offset(),
                dtype=numbers.dtype,
                device=torch.device(NAME, 0),
            )

    def __init__(self, numbers: torch.Tensor) -> None:
        self.numbers = numbers

    @classmethod
    def __torch_dispatch__(
        cls, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        return computed(func, args, kwargs or {})

    # Of a subclass torch's C++ refuses some of these, and lets others pass, before it
    # looks at devices.
    def numpy(self, *, force: bool = False) -> Any:
        if force:
            return self.detach().cpu().numpy()
        raise TypeError(
            f"can't convert {self.device} device type tensor to numpy. Use "
            "Tensor.cpu() to copy the tensor to host memory first."
        )

    def tolist(self) -> Any:
        return self.detach().cpu().tolist()

    def __format__(self, spec: str) -> str:
        return object.__format__(self, spec) if self.dim() else f"{self.item():{spec}}"

    def backward(self, gradient: Any = None, *more: Any, **options: Any) -> None:
        if gradient is not None and gradient.dim() and gradient.device != self.device:
            raise RuntimeError(
                f"invalid gradient at index 0 - expected device {self.device} but got "
                f"{gradient.device}"
            )
        super().backward(gradient, *more, **options)

    @property
    def data(self) -> torch.Tensor:
        return torch._C.TensorBase.data.__get__(self)

    @data.setter
    def data(self, value: torch.Tensor) -> None:
        torch._C.TensorBase.data.__set__(self, value)
        self.numbers = value.numbers

    def __reduce_ex__(self, protocol: int) -> tuple:
        if isinstance(self, torch.nn.Parameter):
            plain = GpuTensor(self.numbers)
            arguments = plain, self.requires_grad, {}
            return torch._utils._rebuild_parameter, arguments
        storage = torch.storage.TypedStorage(
            wrap_storage=self.numbers.untyped_storage(),
            dtype=self.dtype,
            _internal=True,
        )
        storage._untyped_storage.on_device = True
        place = self.numbers.storage_offset(), tuple(self.shape), self.stride()
        more = self.requires_grad, {}
        return torch._utils._rebuild_tensor_v2, (storage, *place, *more)


class Watch(TorchDispatchMode):
    """Sees operators that have no tensor on the device yet: what makes or moves one."""

    def __torch_dispatch__(
        self, func: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        return computed(func, args, kwargs or {})


class _Kind(type(torch.Generator)):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _CpuGenerator)


class Generator(torch.Generator, metaclass=_Kind):
    """torch.Generator, which may be of the stand-in's device."""

    there: dict[int, torch.Generator] = {}

    def __new__(cls, device: Any = "cpu") -> torch.Generator:
        if torch.device(device).type != NAME:
            return _CpuGenerator(device)
        generator = super().__new__(cls)
        # torch hands operators another Python object for it.
        cls.there[generator._cdata] = generator
        return generator

    @property
    def device(self) -> torch.device:
        return torch.device(NAME, 0)


_CpuGenerator = torch.Generator


class Module(_DummyBackendModule):
    """What torch asks of a device's module, as torch.cuda."""

    def __init__(self) -> None:
        self.random = _CpuGenerator().manual_seed(0)

    def manual_seed_all(self, seed: int) -> None:
        self.random.manual_seed(seed)

    def get_rng_state(self, device: Any = 0) -> torch.Tensor:
        return self.random.get_state()

    def set_rng_state(self, state: torch.Tensor, device: Any = 0) -> None:
        self.random.set_state(state)

    @contextmanager
    def drawing(self) -> Iterator[None]:
        """Draw from the device's random numbers, and leave the CPU's alone."""
        cpu = torch.default_generator.get_state()
        torch.default_generator.set_state(self.random.get_state())
        try:
            yield
        finally:
            self.random.set_state(torch.default_generator.get_state())
            torch.default_generator.set_state(cpu)


def computed(func: Any, args: tuple, kwargs: dict) -> Any:
    """Run an operator on the numbers within, if torch would run it on a GPU."""
    tensors = list(_tensors((args, tuple(kwargs.values()))))
    there = [tensor for tensor in tensors if isinstance(tensor, GpuTensor)]
    if there and len(there) < len(tensors):
        if func is torch.ops.aten._has_compatible_shallow_copy_type.default:
            return False
        _require_one_device(func, args, kwargs)
    device = kwargs.get("device")
    on_device = bool(there) if device is None else device.type == NAME
    _require_generator(kwargs.get("generator"), on_device)
    if not there and not on_device:
        return func(*args, **kwargs)
    if device is not None and on_device:
        kwargs = {**kwargs, "device": _HERE}
    kwargs = {name: _numbers(value) for name, value in kwargs.items()}
    if on_device and torch.Tag.nondeterministic_seeded in func.tags:
        with torch.gpu.drawing():
            result = func(*map(_numbers, args), **kwargs)
    else:
        result = func(*map(_numbers, args), **kwargs)
    if func is torch.ops.aten.copy_.default:
        return args[0]
    given = {id(tensor.numbers): tensor for tensor in there}
    _reshape(given)
    return _placed(result, given) if on_device else result


def _tensors(value: Any) -> Iterator[torch.Tensor]:
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _tensors(item)


def _numbers(value: Any) -> Any:
    if isinstance(value, GpuTensor):
        return value.numbers
    if isinstance(value, list | tuple):
        return type(value)(map(_numbers, value))
    return value


def _placed(result: Any, given: dict[int, GpuTensor]) -> Any:
    """Put results on the device; what was changed in place is the tensor given."""
    if isinstance(result, torch.Tensor):
        same = given.get(id(result))
        return GpuTensor(result) if same is None else same
    if isinstance(result, list | tuple):
        return type(result)(_placed(item, given) for item in result)
    return result


def _reshape(given: dict[int, GpuTensor]) -> None:
    """Give tensors the shape that an operator gave to the numbers in them, in place."""
    for tensor in given.values():
        numbers = tensor.numbers
        if tensor.shape != numbers.shape or tensor.stride() != numbers.stride():
            place = numbers.shape, numbers.stride(), numbers.storage_offset()
            with no_dispatch():
                torch.ops.aten.as_strided_(tensor, *place)


def _require_one_device(func: Any, args: tuple, kwargs: dict) -> None:
    name = func.__name__.partition(".")[0]
    if name in _INDEXING:
        _require_usable_indices(*args)
    if name in _INDEXING or name in _ANYWHERE:
        return
    schema = func._schema.arguments
    operands = [
        (argument, tensor)
        for argument, value in [
            *zip(schema, args, strict=False),
            *((a, kwargs[a.name]) for a in schema if a.name in kwargs),
        ]
        for tensor in _tensors(value)
    ]
    lenient = func._schema.name + _overload(func) in _unchecked()
    for argument, tensor in operands:
        if isinstance(tensor, GpuTensor):
            continue
        written = argument.alias_info is not None and argument.alias_info.is_write
        if not lenient:
            raise RuntimeError(
                f"{_ONE_DEVICE} got {argument.name} is on cpu, different from other "
                f"tensors on {NAME}:0 (when checking argument in method "
                f"wrapper_{NAME.upper()}_{name})"
            )
        if tensor.dim() or written:
            raise RuntimeError(
                f"{_ONE_DEVICE} found at least two devices, {NAME}:0 and cpu!"
            )


def _require_usable_indices(
    tensor: torch.Tensor, indices: Any, values: Any = None, *_: Any
) -> None:
    there = isinstance(tensor, GpuTensor)
    if not there and any(isinstance(index, GpuTensor) for index in _tensors(indices)):
        raise RuntimeError(
            "indices should be either on cpu or on the same device as the indexed "
            "tensor (cpu)"
        )
    # A single number is copied to where it is needed.
    if values is not None and values.dim() and isinstance(values, GpuTensor) != there:
        raise RuntimeError(
            f"{_ONE_DEVICE} found at least two devices, {NAME}:0 and cpu!"
        )


def _overload(func: Any) -> str:
    return f".{func._schema.overload_name}" if func._schema.overload_name else ""


@functools.cache
def _unchecked() -> frozenset[str]:
    """Operators whose devices torch does not check before it calls them."""
    table = Path(torchgen.__file__).parent / "packaged/ATen/native"
    text = (table / "native_functions.yaml").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^- func: ", text)[1:]
    assert len(entries) > 1000, "torch's table of operators has another form now"
    return frozenset(
        f"aten::{entry.partition('(')[0]}"
        for entry in entries
        if "device_check: NoCheck" in entry
    )


def _require_generator(generator: torch.Generator | None, on_device: bool) -> None:
    if generator is None or (generator._cdata in Generator.there) == on_device:
        return
    expected, got = (NAME, "cpu") if on_device else ("cpu", NAME)
    raise RuntimeError(
        f"Expected a '{expected}' device type for generator but found '{got}'"
    )


def _tag(storage: Any) -> str | None:
    return f"{NAME}:0" if getattr(storage, "on_device", False) else None


def _restored(storage: Any, location: Any) -> Any:
    if not str(location).startswith(NAME):
        return None
    storage.on_device = True
    return storage


def _rebuilt(rebuild: Any) -> Any:
    def tensor(storage: Any, *arguments: Any) -> torch.Tensor:
        numbers = rebuild(storage, *arguments)
        there = getattr(storage._untyped_storage, "on_device", False)
        return GpuTensor(numbers) if there else numbers

    return tensor


def _swapping(swap: Any) -> Any:
    """Swap tensors also where something that nobody uses any more still holds one.

    Moving a network on CUDA does not ask who holds its parameters and gradients.
    """

    def tensors(one: torch.Tensor, other: torch.Tensor) -> None:
        try:
            swap(one, other)
        except RuntimeError:
            gc.collect()
            swap(one, other)

    return tensors


def install() -> None:
    """Give this process the device; the course's helpers find it first."""
    module = Module()
    _setup_privateuseone_for_python_backend(rename=NAME, backend_module=module)
    # Else torch.tensor(..., device=...) moves its numbers unseen.
    torch._C._set_only_lift_cpu_tensors(True)
    # Parameters stay the same objects when a network is moved, as on CUDA.
    torch.__future__.set_swap_module_params_on_conversion(True)
    torch.utils.swap_tensors = _swapping(torch.utils.swap_tensors)
    torch.Generator = Generator
    fork = torch.random.fork_rng
    torch.random.fork_rng = functools.partial(fork, device_type=NAME)
    torch.serialization.register_package(5, _tag, _restored)
    torch._utils._rebuild_tensor = _rebuilt(torch._utils._rebuild_tensor)
    # torch.tensor([loss, ...]) asks for the numbers past every mode.
    _KERNELS.impl("_local_scalar_dense", lambda one: one.numbers.item(), "PrivateUse1")
    Watch().__enter__()

    import course_helpers.device

    course_helpers.device._device_names = lambda: [NAME, "cpu"]


def pytest_configure() -> None:
    """Install it for a whole run of pytest."""
    install()
