package dev.jftrace.record.jvm;

/**
 * What a counter and CLOCK_MONOTONIC showed at one moment.
 *
 * @param counter ticks, the middle of two reads
 * @param time ns, read between the two
 * @param width ticks from the first read to the second: the pair is wrong by half of it at most
 */
record ClockPair(long counter, long time, long width) {}
