package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;

/** {@code %p} as the kernel prints it with hash-ptr off: all digits, functions with their sizes and modules. */
final class KernelPointerPiece extends PointerPiece {
    KernelPointerPiece(String extension, Arg arg, Arg starArg) {
        super(extension, arg, starArg);
    }

    @Override
    void pointer(TraceEvent event, TextBuffer out) {
        int from = out.length();
        out.hex(arg().number(event)).alignRight(from, 2 * event.catalog().longSize(), '0');
    }

    @Override
    void function(TraceEvent event, boolean raw, boolean withOffset, TextBuffer out) {
        long address = arg().number(event);
        if (withOffset) {
            SymbolText.offset(event.catalog().functions(), address, out);
        } else {
            SymbolText.name(event.catalog().functions(), address, out);
        }
    }
}
