package dev.jftrace.tracefs.hazard;

import dev.jftrace.tracefs.hazard.Verdict.Finding;
import dev.jftrace.tracefs.hazard.Verdict.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A row of the hazard table: on which machines which write does harm. The fields are those of {@code hazards.txt}, which explains them;
 * a condition that a row does not name holds always.
 */
record Hazard(String id, Map<String, String> fields) {
    private static final Pattern RANGE = Pattern.compile("(\\S*)\\s*\\.\\.\\s*(\\S*)");

    /** Fields that must be there, and those that may. */
    static final List<String> NEEDED = List.of("what", "level", "instead", "evidence", "source");

    static final List<String> POSSIBLE = List.of(
            "what",
            "level",
            "unproven",
            "arch",
            "kernel",
            "hypervisor",
            "boot",
            "module",
            "site",
            "write",
            "leave",
            "unless-tracer",
            "longer",
            "no-filter",
            "instead",
            "evidence",
            "source");

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Whether it can concern this write at all; cheap. */
    boolean concerns(ControlWrite write) {
        boolean leaving = fields.containsKey("leave") && write.name().equals("current_tracer");
        return leaving || patterns().stream().anyMatch(pattern -> pattern.name().equals(write.name()));
    }

    private record WritePattern(String name, String value) {}

    private List<WritePattern> patterns() {
        return field("write").isEmpty()
                ? List.of()
                : List.of(field("write").split("\\s+")).stream()
                        .map(one -> one.split("=", 2))
                        .map(parts -> new WritePattern(parts[0], parts.length == 2 ? parts[1] : "*"))
                        .toList();
    }

    /** @param tracing what is set now: for the conditions that depend on it */
    Optional<Finding> applies(Machine machine, GraphCallSite site, ControlWrite write, CurrentTracing tracing) {
        return matches(write, tracing) ? applies(machine, site) : Optional.empty();
    }

    /** Whatever is written. */
    Optional<Finding> applies(Machine machine, GraphCallSite site) {
        return onThis(machine) ? level(site).map(this::finding) : Optional.empty();
    }

    private Finding finding(Level level) {
        return new Finding(level, id, field("what"), field("instead"), field("evidence") + ": " + field("source"));
    }

    private boolean onThis(Machine machine) {
        return among("arch", machine.arch())
                && among("hypervisor", machine.hypervisor())
                && inRange(machine.version())
                && (field("boot").isEmpty() || machine.commandLine().contains(field("boot")))
                && (field("module").isEmpty() || machine.modules().contains(field("module")));
    }

    private boolean among(String field, String value) {
        return field(field).isEmpty() || List.of(field(field).split("\\s+")).contains(value);
    }

    /** From the first version on, below the second; either may be left out. */
    private boolean inRange(KernelVersion version) {
        var range = RANGE.matcher(field("kernel"));
        return !range.matches()
                || (range.group(1).isEmpty() || version.compareTo(KernelVersion.parse(range.group(1))) >= 0)
                        && (range.group(2).isEmpty() || version.compareTo(KernelVersion.parse(range.group(2))) < 0);
    }

    /** A row about the patched place needs that place to be bad; where it could not be read, the row's "unproven" level counts. */
    private Optional<Level> level(GraphCallSite site) {
        Level level = Level.valueOf(field("level").toUpperCase(java.util.Locale.ROOT));
        if (field("site").isEmpty()) {
            return Optional.of(level);
        }
        if (field("site")
                .equals(site.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))) {
            return Optional.of(level);
        }
        boolean unread =
                site.state() == GraphCallSite.State.UNREAD && !field("unproven").isEmpty();
        return unread
                ? Optional.of(Level.valueOf(field("unproven").toUpperCase(java.util.Locale.ROOT)))
                : Optional.empty();
    }

    private boolean matches(ControlWrite write, CurrentTracing tracing) {
        if (leaves(write, tracing)) {
            return true;
        }
        if (!field("unless-tracer").isEmpty() && tracing.tracer(write).equals(field("unless-tracer"))) {
            return false;
        }
        if (!field("longer").isEmpty() && longestToken(write) <= Integer.parseInt(field("longer"))) {
            return false;
        }
        if (field("no-filter").equals("yes") && tracing.hasFunctionFilter(write)) {
            return false;
        }
        return patterns().stream()
                .anyMatch(pattern -> pattern.name().equals(write.name()) && fits(pattern.value(), write.word()));
    }

    private boolean leaves(ControlWrite write, CurrentTracing tracing) {
        return !field("leave").isEmpty()
                && write.name().equals("current_tracer")
                && tracing.tracer(write).equals(field("leave"))
                && !write.word().equals(field("leave"));
    }

    private static boolean fits(String pattern, String value) {
        return pattern.endsWith("*")
                ? value.startsWith(pattern.substring(0, pattern.length() - 1))
                : value.equals(pattern);
    }

    private static int longestToken(ControlWrite write) {
        int longest = 0;
        for (String token : write.value().split("\\s+")) {
            longest = Math.max(longest, token.length());
        }
        return longest;
    }
}
