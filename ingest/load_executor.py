"""Where files are parsed: in a pool of processes here, or by dask workers elsewhere."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from ingest.errors import UserError
from ingest.pool import IsolatingPool
from ingest.readers.progress import OnPages, tell_nobody


@contextmanager
def local_pool(on_pages: OnPages = tell_nobody) -> Iterator[Executor]:
    """Give a pool of processes. It ends with the block, at once where the block is broken off.

    ``on_pages`` is called, from other threads, with how many pages of scans are read of how many found.
    """
    pool = IsolatingPool(on_pages=on_pages)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def dask_workers(address: str) -> Iterator[Executor]:
    """Give the workers of a dask scheduler; they must see the files under the same paths.

    Limits of time and memory are then the cluster's own. Raises UserError where there is no
    dask, or no scheduler at the address.
    """
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise UserError("没有安装 dask.distributed，请先运行 pip install distributed") from error
    try:
        client = distributed.Client(address)
    except (OSError, ValueError, TypeError) as error:
        raise UserError(f"连不上 {address} 处的 dask 调度程序，请核对地址") from error
    with client:
        executor: Executor = client.get_executor()
        yield executor
