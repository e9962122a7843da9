/** Waiting for things to be so, and ending processes that a test started. */

/** Waits until it is so; fails the test where it never is. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  milliseconds = 10_000,
): Promise<void> {
  const limit = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`waited ${milliseconds} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** kill -9 of a whole process group; one that has gone is fine. */
export function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
