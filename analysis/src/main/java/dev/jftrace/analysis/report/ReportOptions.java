package dev.jftrace.analysis.report;

import dev.jftrace.analysis.report.plugin.PluginOptions;
import dev.jftrace.event.printfmt.PrintRules;

/**
 * How a report looks. Immutable: each method returns changed options.
 *
 * @param latency the line of {@code report -l}: a short comm, no brackets
 * @param nanoseconds {@code -t}: nine decimals, not six
 * @param raw {@code -R}: fields as they are
 * @param differences {@code --ts-diff}: a column with the time since the event shown before
 * @param plugins false for {@code -N}: the print fmts of the kernel only
 * @param pluginOptions {@code -O}
 */
public record ReportOptions(
        boolean latency,
        boolean nanoseconds,
        boolean raw,
        boolean differences,
        boolean plugins,
        PluginOptions pluginOptions) {

    public static ReportOptions defaults() {
        return new ReportOptions(false, false, false, false, true, PluginOptions.defaults());
    }

    public ReportOptions withLatency(boolean on) {
        return new ReportOptions(on, nanoseconds, raw, differences, plugins, pluginOptions);
    }

    public ReportOptions withNanoseconds(boolean on) {
        return new ReportOptions(latency, on, raw, differences, plugins, pluginOptions);
    }

    public ReportOptions withRaw(boolean on) {
        return new ReportOptions(latency, nanoseconds, on, differences, plugins, pluginOptions);
    }

    public ReportOptions withDifferences(boolean on) {
        return new ReportOptions(latency, nanoseconds, raw, on, plugins, pluginOptions);
    }

    public ReportOptions withPlugins(boolean on) {
        return new ReportOptions(latency, nanoseconds, raw, differences, on, pluginOptions);
    }

    /** {@code --compat}: trace-cmd's text also where it is wrong; docs/differences.md lists the places. */
    public ReportOptions withCompat(boolean on) {
        return withPluginOptions(pluginOptions.with(PluginOptions.COMPAT, on));
    }

    PrintRules printRules() {
        return pluginOptions.isSet(PluginOptions.COMPAT) ? PrintRules.TRACE_CMD : PrintRules.SIGNED;
    }

    public ReportOptions withPluginOptions(PluginOptions options) {
        return new ReportOptions(latency, nanoseconds, raw, differences, plugins, options);
    }
}
