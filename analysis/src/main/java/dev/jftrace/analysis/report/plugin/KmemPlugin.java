package dev.jftrace.analysis.report.plugin;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.FunctionMap;

/** Allocations of {@code kmem}: who asked, before what the print fmt says. */
final class KmemPlugin implements Plugin {
    @Override
    public EventHandler handlerOf(EventFormat format, PluginContext context) {
        EventField callSite = format.field("call_site");
        if (!format.system().equals("kmem") || callSite == null || !isAllocation(format.name())) {
            return null;
        }
        return (event, out) -> {
            FunctionMap functions = event.catalog().functions();
            long address = event.number(callSite);
            int function = functions.find(address);
            if (function >= 0) {
                functions
                        .appendName(function, out.append('('))
                        .append("+0x")
                        .hex(address - functions.address(function) & 0xffff_ffffL)
                        .append(") ");
            }
            return false;
        };
    }

    private static boolean isAllocation(String name) {
        switch (name) {
            case "kfree", "kmalloc", "kmalloc_node", "kmem_cache_alloc", "kmem_cache_alloc_node", "kmem_cache_free":
                return true;
            default:
                return false;
        }
    }
}
