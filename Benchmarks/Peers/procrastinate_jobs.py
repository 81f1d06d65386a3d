"""Runs no-op jobs by procrastinate and prints how many a second: python procrastinate_jobs.py POSTGRES_URL JOBS"""

import asyncio
import sys
import time

import procrastinate


async def main(url: str, jobs: int) -> None:
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url, min_size=2, max_size=20))

    @app.task(queue="bench")
    async def nothing() -> None:
        pass

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for _ in range(jobs // 1000):
            await nothing.batch_defer_async(*[{} for _ in range(1000)])
        start = time.perf_counter()
        await app.run_worker_async(queues=["bench"], concurrency=100, wait=False, install_signal_handlers=False)
        print(jobs // 1000 * 1000 / (time.perf_counter() - start))


asyncio.run(main(sys.argv[1].replace("postgres://", "postgresql://"), int(sys.argv[2])))
