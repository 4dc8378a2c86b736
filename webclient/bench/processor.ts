// Time on the processor, for a machine that others use as well: what they take is not counted.

/** ms since some moment, of all of this process's threads. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
