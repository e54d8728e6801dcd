package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code xen_hypercall_name(op)}: the name in parentheses, nothing for a number without one. */
final class XenHypercall {
    private static final String[] NAMES = {
        "set_trap_table",
        "mmu_update",
        "set_gdt",
        "stack_switch",
        "set_callbacks",
        "fpu_taskswitch",
        "sched_op_compat",
        "dom0_op",
        "set_debugreg",
        "get_debugreg",
        "update_descriptor",
        null,
        "memory_op",
        "multicall",
        "update_va_mapping",
        "set_timer_op",
        "event_channel_op_compat",
        "xen_version",
        "console_io",
        "physdev_op_compat",
        "grant_table_op",
        "vm_assist",
        "update_va_mapping_otherdomain",
        "iret",
        "vcpu_op",
        "set_segment_base",
        "mmuext_op",
        "acm_op",
        "nmi_op",
        "sched_op",
        "callback_op",
        "xenoprof_op",
        "event_channel_op",
        "physdev_op",
        "hvm_op"
    };
    private static final int FIRST_OF_ARCHITECTURE = 48;
    private static final int END_OF_ARCHITECTURE = 56;

    private XenHypercall() {}

    static void name(TraceEvent event, List<Arg> args, TextBuffer out) {
        long op = args.get(0).number(event) & 0xffff_ffffL;
        if (op < NAMES.length && NAMES[(int) op] != null) {
            out.append('(').append(NAMES[(int) op]).append(')');
        } else if (op >= FIRST_OF_ARCHITECTURE && op < END_OF_ARCHITECTURE) {
            out.append("(arch_").decimal(op - FIRST_OF_ARCHITECTURE).append(')');
        }
    }
}
