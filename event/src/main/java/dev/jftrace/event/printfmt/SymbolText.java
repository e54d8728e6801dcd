package dev.jftrace.event.printfmt;

import dev.jftrace.event.FunctionMap;
import dev.jftrace.event.TextBuffer;

/** An address as the kernel's printk shows it: {@code %ps} and {@code %pS}. */
public final class SymbolText {
    private SymbolText() {}

    /** {@code name [module]}; an address that no function has in hex. */
    public static void name(FunctionMap functions, long address, TextBuffer out) {
        int function = functions.find(address);
        if (function < 0) {
            out.append("0x").hex(address);
        } else {
            functions.appendName(function, out);
            module(functions, function, out);
        }
    }

    /** {@code name+0x1b/0x40 [module]}; the length of a function is taken to reach to the next one. */
    public static void offset(FunctionMap functions, long address, TextBuffer out) {
        int function = functions.find(address);
        if (function < 0) {
            out.append("0x").hex(address);
            return;
        }
        functions.appendName(function, out);
        long start = functions.address(function);
        out.append("+0x").hex(address - start).append("/0x").hex(end(functions, function) - start);
        module(functions, function, out);
    }

    private static long end(FunctionMap functions, int function) {
        long start = functions.address(function);
        int next = function + 1;
        while (next < functions.size() && functions.address(next) == start) {
            next++;
        }
        return next < functions.size() ? functions.address(next) : start;
    }

    private static void module(FunctionMap functions, int function, TextBuffer out) {
        String module = functions.module(function);
        if (module != null) {
            out.append(" [").append(module).append(']');
        }
    }
}
