"""Jobs of relays on many machines: Procrastinate, on a PostgreSQL that they all reach.

A job is one step of one scan, named by the digest of its original; steps are plain functions that
may be run again. The engine hands each job to one worker, tries it again when it fails, and gives
back the jobs of a worker that died. Relays are added by starting one and removed by ending it, in
whatever way.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FrameType
from typing import Any, Protocol

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import (
    AlreadyEnqueued,
    ConnectorException,
    JobRetry,
    UniqueViolation,
)
from procrastinate.jobs import Job, Status

from app.relay.patience import DEATH, Again, Pace
from app.relay.server import CONNECT_S, GONE, JobServer

_LOG = logging.getLogger(__name__)

Step = Callable[[str], str]
"""Does one step for the original of a digest, and names the next; empty when nothing is left."""


class Telling(Protocol):
    """Who is told what happens; see `app.relay.metrics`."""

    def step(self, name: str, seconds: float) -> None:
        """Tell that a step was done."""

    def again(self, name: str) -> None:
        """Tell that a step failed and will be tried again."""

    def set_aside(self, name: str) -> None:
        """Tell that a job will not be tried again."""

    def waiting(self, depths: Mapping[str, int]) -> None:
        """Tell how many jobs wait for each step."""


@dataclasses.dataclass(frozen=True, slots=True)
class Work:
    """What the relays of one store do.

    Attributes
    ----------
    queue
        Of the store; see `app.relay.place`.
    steps
        By name, in the order in which a scan takes them.
    left
        Yields every digest that is not done, with the step that is due.
    telling
        Told what happens.
    set_aside
        Told the digest of a scan that will not be tried again, and a word for why: ``failed``
        or ``deadly``. May be told twice.
    """

    queue: str
    steps: Mapping[str, Step]
    left: Callable[[], Iterable[tuple[str, str]]]
    telling: Telling
    set_aside: Callable[[str, str], None]

    def rank(self, step: str) -> int:
        """Priority of a step: what is further along goes first, so that little lies half done."""
        return list(self.steps).index(step)


class Engine:
    """The relays' jobs at one server.

    Parameters
    ----------
    server
        Where they are.
    work
        What is done.
    pace
        How long one waits.
    """

    def __init__(self, server: JobServer, work: Work, pace: Pace | None = None) -> None:
        self._server = server
        self._work = work
        self._pace = pace or Pace()

    # --- what is to be done ----------------------------------------------------------------------

    @contextlib.contextmanager
    def offering(self) -> Iterator[Callable[[str, str], bool]]:
        """Open the way for what makes jobs: it calls with a digest and the step that is due.

        The call returns whether a job was made: False where one waits already or is worked on.
        Whether it was done before is for the caller to know.

        Raises
        ------
        Unavailable
            When the server does not answer; also from the call.
        """
        self._server.require_layout()
        parts = self._server.parts
        with self._server.explained():
            app = self._app(
                SyncPsycopgConnector(kwargs=parts, min_size=1, max_size=2, timeout=CONNECT_S)
            )
            with app.open():
                yield lambda sha256, step: self._offer(app, sha256, step)

    def _offer(self, app: App, sha256: str, step: str) -> bool:
        with self._server.explained():
            try:
                app.configure_task(step, **self._options(step, sha256)).defer(sha256=sha256)
            except (AlreadyEnqueued, UniqueViolation):
                return False
        return True

    def take_up_again(self) -> int:
        """Give back what was set aside, and return how many jobs that are.

        Raises
        ------
        Unavailable
            When the server does not answer.
        """
        with self._server.connected() as connection:
            return connection.execute(_TAKE_UP, {"queue": self._work.queue}).rowcount

    def depths(self) -> dict[str, int]:
        """Return how many jobs wait or are worked on, by step.

        Raises
        ------
        Unavailable
            When the server does not answer.
        """
        with self._server.connected() as connection:
            rows = connection.execute(_DEPTHS, {"queue": self._work.queue}).fetchall()
        return dict.fromkeys(self._work.steps, 0) | {str(name): n for name, n in rows}

    # --- doing it --------------------------------------------------------------------------------

    def run(self, hands: int) -> None:
        """Work until the program is told to end; what was begun is finished first.

        Parameters
        ----------
        hands
            Jobs at a time.

        Raises
        ------
        KnownError
            When the jobs are not laid out for this program, or the server does not answer at
            first; later it is waited for.
        """
        self._server.require_layout()
        # psycopg cannot wait on the loop that Windows takes by itself.
        with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner, _told() as told:
            runner.run(self._until(told, hands))

    async def _until(self, told: list[Callable[[], object]], hands: int) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        told.append(lambda: loop.call_soon_threadsafe(stop.set))
        await self.work(stop, hands)

    async def work(self, stop: asyncio.Event, hands: int) -> None:
        """Work until `stop`; a server that is gone is asked again and again."""
        while not stop.is_set():
            try:
                await self._session(stop, hands)
            except GONE as error:
                _LOG.warning("%s", self._server.no_answer(error))
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self._pace.again)

    async def _session(self, stop: asyncio.Event, hands: int) -> None:
        app = self._app(
            PsycopgConnector(
                kwargs=self._server.parts, min_size=1, max_size=hands + 2, timeout=CONNECT_S
            )
        )
        async with app.open_async():
            tasks = [
                asyncio.create_task(self._worker(app, hands)),
                asyncio.create_task(self._look_after(app)),
                asyncio.create_task(self._sweep(app)),
                asyncio.create_task(stop.wait()),
            ]
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            # The worker ends what it began before it lets itself be cancelled.
            await asyncio.gather(*tasks, return_exceptions=True)
            for task in done:
                task.result()

    async def _worker(self, app: App, hands: int) -> None:
        pace = self._pace
        await app.run_worker_async(
            queues=[self._work.queue],
            concurrency=hands,
            fetch_job_polling_interval=pace.look,
            update_heartbeat_interval=pace.beat,
            stalled_worker_timeout=pace.dead,
            # What failed for good stays, to be looked at; what is done is on file elsewhere.
            delete_jobs="successful",
            install_signal_handlers=False,
        )
        raise ConnectorException("the line was lost")

    def _app(self, connector: PsycopgConnector | SyncPsycopgConnector) -> App:
        app = App(connector=connector)
        for name in self._work.steps:
            self._task(app, name)
        return app

    def _task(self, app: App, name: str) -> None:
        again = Again(self._pace, self._work.rank(name))

        @app.task(name=name, queue=self._work.queue, retry=again, pass_context=True)
        async def run(context: Any, sha256: str) -> None:
            loop = asyncio.get_running_loop()
            began = loop.time()
            try:
                following = await asyncio.to_thread(self._work.steps[name], sha256)
            except Exception as error:
                self._failed(again.get_retry_exception(error, context.job), name, sha256)
                raise
            self._work.telling.step(name, loop.time() - began)
            if following:
                # Made before this job is done: a relay that dies in between does both again.
                with contextlib.suppress(AlreadyEnqueued, UniqueViolation):
                    task = app.configure_task(following, **self._options(following, sha256))
                    await task.defer_async(sha256=sha256)

    def _failed(self, retry: JobRetry | None, name: str, sha256: str) -> None:
        if retry is not None:
            self._work.telling.again(name)
            return
        self._work.telling.set_aside(name)
        self._work.set_aside(sha256, "failed")

    def _options(self, step: str, sha256: str) -> dict[str, Any]:
        return {
            "queue": self._work.queue,
            "queueing_lock": f"{self._work.queue}/{sha256}/{step}",
            "priority": self._work.rank(step),
        }

    # --- looking after it ------------------------------------------------------------------------

    async def _look_after(self, app: App) -> None:
        """Give back the jobs of relays that died, and tell how many wait."""
        while True:
            for job in await app.job_manager.get_stalled_jobs(
                queue=self._work.queue, seconds_since_heartbeat=self._pace.dead
            ):
                await self._give_back(app, job)
            rows = await app.connector.execute_query_all_async(_DEPTHS, queue=self._work.queue)
            depths = {str(row["task_name"]): int(row["n"]) for row in rows}
            self._work.telling.waiting(dict.fromkeys(self._work.steps, 0) | depths)
            await asyncio.sleep(self._pace.look)

    async def _sweep(self, app: App) -> None:
        """Look again and again for scans without a job, a tenth of the time at most."""
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            await self._offer_left(app)
            await asyncio.sleep(max(self._pace.sweep, 9.0 * (loop.time() - began)))

    async def _offer_left(self, app: App) -> None:
        """Make the jobs of scans that have none, whatever became of them or of the database.

        What has a job is read before what is due: a job that ends in between leaves nothing due.
        """
        rows = await app.connector.execute_query_all_async(_LOCKS, queue=self._work.queue)
        known = {str(row["queueing_lock"]) for row in rows}
        for sha256, step in await asyncio.to_thread(list, self._work.left()):
            options = self._options(step, sha256)
            if options["queueing_lock"] not in known:
                with contextlib.suppress(AlreadyEnqueued, UniqueViolation):
                    await app.configure_task(step, **options).defer_async(sha256=sha256)

    async def _give_back(self, app: App, job: Job) -> None:
        if job.id is None or job.task_name not in self._work.steps:
            return
        # Another relay may have been quicker: then there is nothing to give back.
        with contextlib.suppress(ConnectorException):
            if self._pace.over(job.priority, self._work.rank(job.task_name)):
                await app.job_manager.finish_job_by_id_async(
                    job.id, Status.FAILED, delete_job=False
                )
                self._work.telling.set_aside(job.task_name)
                self._work.set_aside(str(job.task_kwargs["sha256"]), "deadly")
            else:
                priority = job.priority - DEATH
                await app.job_manager.retry_job(job, retry_at=None, priority=priority)
                self._work.telling.again(job.task_name)


_DEPTHS = (
    "SELECT task_name, count(*) AS n FROM procrastinate_jobs "
    "WHERE queue_name = %(queue)s AND status IN ('todo', 'doing') GROUP BY task_name"
)

_LOCKS = "SELECT queueing_lock FROM procrastinate_jobs WHERE queue_name = %(queue)s"
_TAKE_UP = (
    "SELECT procrastinate_retry_job_v2(id, now(), 0, NULL, NULL) FROM procrastinate_jobs "
    "WHERE queue_name = %(queue)s AND status = 'failed'"
)


@contextlib.contextmanager
def _told() -> Iterator[list[Callable[[], object]]]:
    """Call what is put into the list when the program is told to end."""
    wanted: list[Callable[[], object]] = []

    def end(_signal: int, _frame: FrameType | None) -> None:
        for call in wanted:
            call()

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wanted
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
