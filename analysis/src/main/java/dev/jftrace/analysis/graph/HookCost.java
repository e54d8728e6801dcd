package dev.jftrace.analysis.graph;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What recording a call took of the traced program's time, as the recorder measured it: the least that it ever saw.
 *
 * @param inside ns between the two stamps of a call that does nothing
 * @param call ns from the beginning of such a call to the beginning of the next: what each adds to its callers
 */
public record HookCost(long inside, long call) {
    private static final Pattern TEXT = Pattern.compile("hook cost (\\d{1,9}) ns inside, (\\d{1,9}) ns a call");

    /** @return null where the text does not tell it */
    public static HookCost in(String text) {
        Matcher found = TEXT.matcher(text);
        return found.find() ? new HookCost(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))) : null;
    }
}
