package dev.jftrace.tracefs.hazard;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether something may be written here, and why.
 *
 * @param findings what speaks against it, the worst first; none if nothing does
 */
public record Verdict(Level level, List<Finding> findings) {
    /** From good to bad. */
    public enum Level {
        SAFE,
        UNKNOWN,
        UNSAFE;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param id of a row of the hazard table, or the name of an observation, as {@code site}
     * @param reason a sentence for the user
     * @param instead what to do in its place
     * @param evidence where it is known from
     */
    public record Finding(Level level, String id, String reason, String instead, String evidence) {}

    static final Verdict NOT_ASKED = new Verdict(Level.SAFE, List.of());

    static Verdict of(List<Finding> findings) {
        List<Finding> worstFirst = findings.stream()
                .sorted((a, b) -> b.level().compareTo(a.level()))
                .toList();
        return new Verdict(
                worstFirst.isEmpty() ? Level.SAFE : worstFirst.getFirst().level(), worstFirst);
    }

    public boolean isUnsafe() {
        return level == Level.UNSAFE;
    }

    /** As the journal keeps it: {@code unsafe H01}. */
    public String inShort() {
        String ids = findings.stream()
                .filter(finding -> finding.level() != Level.SAFE)
                .map(Finding::id)
                .collect(Collectors.joining(" "));
        return (level + " " + ids).strip();
    }
}
