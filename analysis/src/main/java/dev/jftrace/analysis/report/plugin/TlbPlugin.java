package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;

/** {@code tlb:tlb_flush}: the reason in words. */
final class TlbPlugin implements Plugin {
    private static final String[] REASONS = {
        "flush on task switch", "remote shootdown", "local shootdown", "local mm shootdown"
    };

    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField pages = format.field("pages");
        EventField reason = format.field("reason");
        boolean ours = format.system().equals("tlb") && format.name().equals("tlb_flush");
        if (!ours || pages == null || reason == null) {
            return null;
        }
        return (event, out) -> {
            long number = event.number(reason);
            out.append("pages=").decimal(event.number(pages)).append(" reason=");
            out.append(number >= 0 && number < REASONS.length ? REASONS[(int) number] : "");
            out.append(" (").decimal(number).append(')');
            return true;
        };
    }
}
