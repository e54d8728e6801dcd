package dev.jftrace.tracefs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event that somebody defined while the kernel ran.
 *
 * @param definition as the kernel lists it, as {@code p:kprobes/my_probe vfs_read}; writing it makes the event again
 */
public record DynamicEvent(Kind kind, String system, String name, String definition) {
    /** What it watches. */
    public enum Kind {
        KPROBE("kprobe"),
        KRETPROBE("kretprobe"),
        UPROBE("uprobe"),
        URETPROBE("uretprobe"),
        EPROBE("eprobe"),
        FPROBE("fprobe"),
        TPROBE("tprobe"),
        SYNTHETIC("synth"),
        USER("user");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As {@code reset -k} takes it. */
        public String word() {
            return word;
        }
    }

    /** {@code p:SYSTEM/NAME WHERE ...}; a kretprobe may have its most instances after the r: {@code r10:SYSTEM/NAME}. */
    private static final Pattern DEFINITION = Pattern.compile("([a-z])\\d*:(?:([^/\\s]+)/)?(\\S+)\\s*(\\S*).*");

    /** @return null if this is no definition of a kind that we know */
    static DynamicEvent parse(String line) {
        Matcher matcher = DEFINITION.matcher(line.strip());
        if (!matcher.matches()) {
            return null;
        }
        boolean user = matcher.group(4).startsWith("/");
        Kind kind = switch (matcher.group(1)) {
            case "p" -> user ? Kind.UPROBE : Kind.KPROBE;
            case "r" -> user ? Kind.URETPROBE : Kind.KRETPROBE;
            case "e" -> Kind.EPROBE;
            case "f" -> Kind.FPROBE;
            case "t" -> Kind.TPROBE;
            case "s" -> Kind.SYNTHETIC;
            case "u" -> Kind.USER;
            default -> null;
        };
        return kind == null
                ? null
                : new DynamicEvent(kind, system(kind, matcher.group(2)), matcher.group(3), line.strip());
    }

    private static String system(Kind kind, String named) {
        if (named != null) {
            return named;
        }
        return switch (kind) {
            case SYNTHETIC -> "synthetic";
            case USER -> "user_events";
            default -> kind.word() + "s";
        };
    }

    public EventName event() {
        return new EventName(system, name);
    }
}
