package dev.jftrace.analysis.kernel;

import dev.jftrace.analysis.report.plugin.EventHandler;
import dev.jftrace.analysis.report.plugin.PluginContext;
import dev.jftrace.analysis.report.plugin.PluginOptions;
import dev.jftrace.analysis.report.plugin.Plugins;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.printfmt.PrintFormat;

/** Which form the kernel prints the events of a format in. */
final class KernelTexts {
    private KernelTexts() {}

    static KernelText of(EventFormat format, EventCatalog catalog, PrintFormat printFormat) {
        KernelText special = special(format, catalog, printFormat);
        return special != null ? special : named(format, printFormat);
    }

    private static KernelText named(EventFormat format, PrintFormat printFormat) {
        return (event, out) ->
                printFormat.print(event, out.append(format.name()).append(": "));
    }

    /** @return null for an event that has no form of its own, or misses a field that it needs */
    private static KernelText special(EventFormat format, EventCatalog catalog, PrintFormat printFormat) {
        if (ProbeText.isProbe(format)) {
            return new ProbeText(format, printFormat);
        }
        switch (format.system()) {
            case "syscalls":
                return SyscallText.of(format);
            case "ftrace":
                return ftrace(format, catalog, printFormat);
            default:
                return null;
        }
    }

    private static KernelText ftrace(EventFormat format, EventCatalog catalog, PrintFormat printFormat) {
        switch (format.name()) {
            case "function", "func_repeats":
                return FunctionText.of(format);
            case "kernel_stack":
                return StackText.ofKernel(format.field("caller"), catalog.longSize());
            case "user_stack":
                return StackText.ofUser(format.field("caller"), catalog.longSize());
            case "print", "bprint", "bputs":
                return new PrintkText(printFormat);
            case "raw_data":
                return rawData(format.field("id"), format.field("buf"));
            case "blktrace":
                return blktrace(format, catalog);
            default:
                return null;
        }
    }

    private static KernelText blktrace(EventFormat format, EventCatalog catalog) {
        EventHandler handler = new Plugins()
                .handlerOf(format, new PluginContext(null, catalog, null, PluginOptions.defaults(), false));
        return handler == null ? null : (event, out) -> handler.print(event, out);
    }

    private static KernelText rawData(EventField id, EventField buf) {
        if (id == null || buf == null) {
            return null;
        }
        return (event, out) -> {
            out.append("# ").hex(event.number(id)).append(" buf:");
            for (int at = buf.offset(); at < event.length(); at++) {
                out.append(' ').hexByte((int) event.numberAt(at, 1));
            }
        };
    }
}
