package dev.jftrace.event.filter;

import dev.jftrace.event.EventFormat;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names events: {@code EVENT}, {@code SYSTEM} or {@code SYSTEM/EVENT}, each a basic regular expression for the whole
 * name, without regard to case.
 */
public final class EventPattern {
    private final Pattern system;
    private final Pattern event;

    private EventPattern(Pattern system, Pattern event) {
        this.system = system;
        this.event = event;
    }

    public static EventPattern parse(String text) throws FilterException {
        return parse(text, 0, text);
    }

    /** @param start where the name stands in the filter */
    static EventPattern parse(String filter, int start, String name) throws FilterException {
        int slash = name.indexOf('/');
        String event = name.substring(slash + 1).strip();
        String system = slash < 0 ? "" : name.substring(0, slash).strip();
        if (event.isEmpty() && system.isEmpty()) {
            throw new FilterException(filter, start, "expected the name of an event or a system");
        }
        try {
            boolean one = event.isEmpty() || system.isEmpty();
            return one ? new EventPattern(null, whole(event + system)) : new EventPattern(whole(system), whole(event));
        } catch (PatternSyntaxException e) {
            throw new FilterException(filter, start, "not a regular expression: " + e.getDescription());
        }
    }

    /**
     * {@code [SYSTEM:]EVENT}, each a part of the name.
     *
     * @param text as {@code report --event} takes it
     */
    public static EventPattern parts(String text) throws FilterException {
        int colon = text.indexOf(':');
        try {
            Pattern event = PosixRegex.compile(text.substring(colon + 1));
            return new EventPattern(colon < 0 ? null : PosixRegex.compile(text.substring(0, colon)), event);
        } catch (PatternSyntaxException e) {
            throw new FilterException(text, 0, "not a regular expression: " + e.getDescription());
        }
    }

    private static Pattern whole(String name) {
        return PosixRegex.compile("^" + name + "$");
    }

    public boolean matches(EventFormat format) {
        boolean named = event.matcher(format.name()).find();
        if (system != null) {
            return named && system.matcher(format.system()).find();
        }
        return named || event.matcher(format.system()).find();
    }
}
