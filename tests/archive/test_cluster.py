"""The workers of a Dask cluster fill an archive; one that is killed in the middle takes nothing with it."""

import os
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from geobrief.archive import add_to_archive, choose
from geobrief.archive.choosing import partitions
from geobrief.articles import read_articles

distributed = pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = [str(ROOT / "seeds" / "niger-2024"), str(ROOT / "tests" / "cases" / "articles")]

pytestmark = pytest.mark.filterwarnings("default")  # what a library warns of when its worker is killed is its own


@pytest.fixture
def cluster():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield cluster.scheduler_address, client


def test_a_killed_worker_costs_nothing_and_doubles_nothing(cluster, tmp_path):
    address, client = cluster
    folder = tmp_path / "archive"
    killed = []

    def kill():
        """Kill a worker as soon as the first partitions are there and others are in the making."""
        while len(partitions(folder)) < 2:
            time.sleep(0.02)
        pid = min(client.run(os.getpid).values())
        killed.append((pid, len(partitions(folder))))
        os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    added = add_to_archive(ARTICLES, folder, dask=address, size=1)
    killer.join(30)

    every = read_articles(ARTICLES)[0]
    assert len(killed) == 1
    assert killed[0][1] < len(every), "the worker was killed in the middle"
    readings, _ = choose(folder)
    assert Counter(reading.article.id for reading in readings) == Counter(article.id for article in every)
    assert added.articles == len(every)

    alone = tmp_path / "alone"
    add_to_archive(ARTICLES, alone, size=1)
    files = sorted(path.relative_to(alone) for path in alone.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert all((alone / name).read_bytes() == (folder / name).read_bytes() for name in files)


def test_no_cluster_at_an_address_is_said(tmp_path):
    from geobrief.errors import UsageError

    with pytest.raises(UsageError, match="no Dask scheduler"):
        add_to_archive(ARTICLES, tmp_path / "archive", dask="tcp://127.0.0.1:1")
