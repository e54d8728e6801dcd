package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** What the events of {@code ras} call errors of memory: the names of include/ras and drivers/firmware/efi/cper.c. */
final class MemoryError {
    private static final String[] TYPES = {"Corrected", "Uncorrected", "Deferred", "Fatal", "Info"};
    private static final String[] SEVERITIES = {"recoverable", "fatal", "corrected", "info"};
    private static final String[] KINDS = {
        "unknown",
        "no error",
        "single-bit ECC",
        "multi-bit ECC",
        "single-symbol chipkill ECC",
        "multi-symbol chipkill ECC",
        "master abort",
        "target abort",
        "parity error",
        "watchdog timeout",
        "invalid address",
        "mirror Broken",
        "memory sparing",
        "scrub corrected error",
        "scrub uncorrected error",
        "physical memory map-out event"
    };

    private MemoryError() {}

    static void type(TraceEvent event, List<Arg> args, TextBuffer out) {
        name(TYPES, args.get(0).number(event), "Info", out);
    }

    static void severity(TraceEvent event, List<Arg> args, TextBuffer out) {
        name(SEVERITIES, args.get(0).number(event), "unknown", out);
    }

    static void kind(TraceEvent event, List<Arg> args, TextBuffer out) {
        name(KINDS, args.get(0).number(event), "unknown", out);
    }

    /** The bytes in hex: what they mean differs among kernels. */
    static void location(TraceEvent event, List<Arg> args, TextBuffer out) {
        Arg bytes = args.get(1).uncast();
        if (bytes.isBytes()) {
            Bytes.hex(event, bytes.start(event), bytes.length(event), "", out.append("data:"));
            out.append(' ');
        }
    }

    private static void name(String[] names, long index, String other, TextBuffer out) {
        out.append(index >= 0 && index < names.length ? names[(int) index] : other);
    }
}
