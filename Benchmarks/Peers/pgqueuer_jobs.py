"""Runs no-op jobs by pgqueuer and prints how many a second: python pgqueuer_jobs.py POSTGRES_URL JOBS"""

import asyncio
import sys
import time
from urllib.parse import unquote, urlparse

import asyncpg
from pgqueuer import PgQueuer, Queries
from pgqueuer.db import AsyncpgPoolDriver


async def main(url: str, jobs: int) -> None:
    address = urlparse(url)
    socket = unquote(address.netloc.split("@")[1])
    pool = await asyncpg.create_pool(user=address.username, host=socket, database=address.path[1:], min_size=2, max_size=20)
    driver = AsyncpgPoolDriver(pool)
    queries = Queries(driver)
    await queries.install()
    await queries.enqueue(["nothing"] * jobs, [None] * jobs, [0] * jobs)
    queue = PgQueuer(driver)
    done = 0
    start = time.perf_counter()

    @queue.entrypoint("nothing")
    async def nothing(_job) -> None:
        nonlocal done
        done += 1
        if done >= jobs:
            queue.shutdown.set()

    await queue.run(batch_size=100)
    print(jobs / (time.perf_counter() - start))
    await pool.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
