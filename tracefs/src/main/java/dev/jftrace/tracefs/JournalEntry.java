package dev.jftrace.tracefs;

import java.time.Instant;
import java.util.Optional;

/**
 * One control write, as the journal tells it.
 *
 * @param sequence counts the writes of all processes; two that write at the same time may share a number
 * @param bootId the kernel's run in which it was made, from {@code /proc/sys/kernel/random/boot_id}
 * @param monotonicNs CLOCK_MONOTONIC just before it
 * @param command what made it, as {@code jftrace start -p function}
 * @param file absolute
 * @param how {@code write}, {@code truncate} (opened with O_TRUNC), {@code mkdir} or {@code rmdir}
 * @param verdict of the hazard check: {@code safe}, {@code unknown H03}, {@code unsafe H01}; {@code -} where it was not asked
 * @param old what the file said before this process first wrote it; null for its later writes, for a folder, and where it could not be
 *     read
 * @param value the bytes, a char each
 * @param outcome {@code done} or {@code failed: REASON}; null while the write is in flight, or for ever if the machine or the
 *     writer died in it
 */
public record JournalEntry(
        long sequence,
        String bootId,
        Instant wall,
        long monotonicNs,
        long pid,
        String command,
        String file,
        String how,
        String verdict,
        String old,
        String value,
        String outcome) {
    public boolean inFlight() {
        return outcome == null;
    }

    public boolean failed() {
        return outcome != null && !outcome.equals("done");
    }

    public Optional<String> oldValue() {
        return Optional.ofNullable(old);
    }

    /** The value as it would be typed. */
    public String shown() {
        return value.strip().replace("\n", " ");
    }

    JournalEntry ended(String how) {
        return new JournalEntry(
                sequence, bootId, wall, monotonicNs, pid, command, file, this.how, verdict, old, value, how);
    }
}
