package dev.jftrace.analysis.report;

import dev.jftrace.analysis.report.plugin.PluginOptions;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.filter.EventPattern;
import dev.jftrace.event.printfmt.PrintRules;
import java.util.List;

/** How a report looks. Immutable: each method that begins with {@code with} returns changed options. */
public final class ReportOptions {
    private boolean latency;
    private boolean nanoseconds;
    private boolean raw;
    private boolean differences;
    private boolean nanosecondDifferences;
    private boolean plugins = true;
    private boolean colored;
    private boolean boundaries;
    private boolean places;
    private PluginOptions pluginOptions = PluginOptions.defaults();
    private List<EventPattern> rawEvents = List.of();
    private List<EventPattern> plainEvents = List.of();

    private ReportOptions() {}

    public static ReportOptions defaults() {
        return new ReportOptions();
    }

    private ReportOptions copy() {
        ReportOptions copy = new ReportOptions();
        copy.latency = latency;
        copy.nanoseconds = nanoseconds;
        copy.raw = raw;
        copy.differences = differences;
        copy.nanosecondDifferences = nanosecondDifferences;
        copy.plugins = plugins;
        copy.colored = colored;
        copy.boundaries = boundaries;
        copy.places = places;
        copy.pluginOptions = pluginOptions;
        copy.rawEvents = rawEvents;
        copy.plainEvents = plainEvents;
        return copy;
    }

    /** {@code -l}: a short comm, no brackets. */
    public boolean latency() {
        return latency;
    }

    public ReportOptions withLatency(boolean on) {
        ReportOptions changed = copy();
        changed.latency = on;
        return changed;
    }

    /** {@code -t}: nine decimals, not six. */
    public boolean nanoseconds() {
        return nanoseconds;
    }

    public ReportOptions withNanoseconds(boolean on) {
        ReportOptions changed = copy();
        changed.nanoseconds = on;
        return changed;
    }

    /** {@code -R}: fields as they are. */
    public boolean raw() {
        return raw;
    }

    public ReportOptions withRaw(boolean on) {
        ReportOptions changed = copy();
        changed.raw = on;
        return changed;
    }

    /** {@code --ts-diff}: a column with the time since the event shown before. */
    public boolean differences() {
        return differences;
    }

    public ReportOptions withDifferences(boolean on) {
        ReportOptions changed = copy();
        changed.differences = on;
        return changed;
    }

    /** Differences in ns, as with {@code -t}, whatever the times' decimals. */
    public boolean nanosecondDifferences() {
        return nanosecondDifferences || nanoseconds;
    }

    public ReportOptions withNanosecondDifferences(boolean on) {
        ReportOptions changed = copy();
        changed.nanosecondDifferences = on;
        return changed;
    }

    /** False for {@code -N}: the print fmts of the kernel only. */
    public boolean plugins() {
        return plugins;
    }

    public ReportOptions withPlugins(boolean on) {
        ReportOptions changed = copy();
        changed.plugins = on;
        return changed;
    }

    /** Whether comm, event and the marks of long calls are told apart by colors of a terminal. */
    public boolean colored() {
        return colored;
    }

    public ReportOptions withColors(boolean on) {
        ReportOptions changed = copy();
        changed.colored = on;
        return changed;
    }

    /** {@code --boundary}: a line before the first event of a sub-buffer. */
    public boolean boundaries() {
        return boundaries || places;
    }

    public ReportOptions withBoundaries(boolean on) {
        ReportOptions changed = copy();
        changed.boundaries = on;
        return changed;
    }

    /** {@code --debug}: where each event stands in the ring buffer, and what is between events. */
    public boolean places() {
        return places;
    }

    public ReportOptions withPlaces(boolean on) {
        ReportOptions changed = copy();
        changed.places = on;
        return changed;
    }

    /** {@code -O}. */
    public PluginOptions pluginOptions() {
        return pluginOptions;
    }

    /** {@code --compat}: trace-cmd's text also where it is wrong; docs/differences.md lists the places. */
    public ReportOptions withCompat(boolean on) {
        return withPluginOptions(pluginOptions.with(PluginOptions.COMPAT, on));
    }

    PrintRules printRules() {
        PrintRules rules = pluginOptions.isSet(PluginOptions.COMPAT) ? PrintRules.TRACE_CMD : PrintRules.SIGNED;
        return plugins ? rules : rules.withoutFunctions();
    }

    public ReportOptions withPluginOptions(PluginOptions options) {
        ReportOptions changed = copy();
        changed.pluginOptions = options;
        return changed;
    }

    /** Whether {@code -R} or {@code -r} asks for the fields of these events as they are. */
    boolean isRaw(EventFormat format) {
        return raw || matches(rawEvents, format);
    }

    /** {@code -r}. */
    public ReportOptions withRawEvents(List<EventPattern> patterns) {
        ReportOptions changed = copy();
        changed.rawEvents = List.copyOf(patterns);
        return changed;
    }

    /** Whether {@code -N} or {@code -n} wants the kernel's print fmt of these events. */
    boolean isPlain(EventFormat format) {
        return !plugins || matches(plainEvents, format);
    }

    private static boolean matches(List<EventPattern> patterns, EventFormat format) {
        for (EventPattern pattern : patterns) {
            if (pattern.matches(format)) {
                return true;
            }
        }
        return false;
    }

    /** {@code -n}. */
    public ReportOptions withPlainEvents(List<EventPattern> patterns) {
        ReportOptions changed = copy();
        changed.plainEvents = List.copyOf(patterns);
        return changed;
    }
}
