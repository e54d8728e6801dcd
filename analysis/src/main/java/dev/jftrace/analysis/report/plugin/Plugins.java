package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventFormat;
import java.util.List;

/** All plug-ins. A new one is a class and a line here. */
public final class Plugins {
    private final List<Plugin> all = List.of(
            new FunctionPlugin(),
            new FuncgraphPlugin(),
            new KernelStackPlugin(),
            new RawDataPlugin(),
            new SchedSwitchPlugin(),
            new SchedWakeupPlugin(),
            new KmemPlugin(),
            new HrtimerPlugin(),
            new TlbPlugin(),
            new FutexPlugin(),
            new BlkPlugin(),
            new KvmPlugin(),
            new KvmMmuPlugin(),
            new Mac80211Plugin());

    /** New ones, that know nothing yet. */
    public Plugins() {}

    /** @return null if the print fmt is all that is known of the event */
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        for (Plugin plugin : all) {
            EventHandler handler = plugin.handlerOf(format, context);
            if (handler != null) {
                return handler;
            }
        }
        return null;
    }
}
