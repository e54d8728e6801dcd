package dev.jftrace.event.printfmt;

import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The event {@code ftrace:bprint}: the address of a format string, and its arguments one after the other as bytes. */
final class BinaryPrintk {
    private static final byte[] FAILED = "[FAILED TO PARSE]".getBytes(StandardCharsets.US_ASCII);

    private final EventField ip;
    private final EventField fmt;
    private final EventField buf;
    private final Map<Long, Call> calls = new HashMap<>();

    private BinaryPrintk(EventField ip, EventField fmt, EventField buf) {
        this.ip = ip;
        this.fmt = fmt;
        this.buf = buf;
    }

    /** @return null if the format is not bprint, or has not its fields */
    static BinaryPrintk of(EventFormat format) {
        if (!format.system().equals("ftrace") || !format.name().equals("bprint")) {
            return null;
        }
        EventField ip = format.field("ip");
        EventField fmt = format.field("fmt");
        EventField buf = format.field("buf");
        return ip == null || fmt == null || buf == null ? null : new BinaryPrintk(ip, fmt, buf);
    }

    void print(TraceEvent event, TextBuffer out) {
        long address = event.number(fmt);
        Call call = calls.get(address);
        if (call == null) {
            call = Call.compile(address, event);
            calls.put(address, call);
        }
        call.args.get(0).set(event.number(ip));
        int at = buf.offset();
        for (int i = 1; i < call.args.size(); i++) {
            at = call.args.get(i).read(event, at);
        }
        for (Piece piece : call.pieces) {
            piece.print(event, false, out);
        }
    }

    /** One trace_printk() of the kernel's source. */
    private static final class Call {
        private final List<BinaryArg> args = new ArrayList<>();
        private List<Piece> pieces = List.of();

        static Call compile(long address, TraceEvent event) {
            String text = event.catalog().printks().find(address);
            Call call = new Call();
            call.args.add(new BinaryArg(Long.BYTES));
            String known = text != null ? text : "(NO FORMAT FOUND at " + Long.toHexString(address) + ")\\n";
            int at = known.indexOf('%');
            while (at >= 0) {
                at = known.indexOf(
                        '%', call.addArgs(known, at + 1, event.catalog().longSize()));
            }
            try {
                call.pieces = PieceParser.parse("%ps: " + known, call.args, PrintRules.TRACE_CMD);
            } catch (UnparsedPrintFmtException e) {
                call.pieces = List.of(new Piece.Literal(FAILED));
            }
            return call;
        }

        /** Adds what the conversion takes, and returns the place after it. */
        private int addArgs(String format, int start, int longSize) {
            int longs = 0;
            for (int at = start; at < format.length(); at++) {
                char c = format.charAt(at);
                if (c == 'l') {
                    longs++;
                } else if (c == 'L') {
                    longs = 2;
                } else if (c == 'z' || c == 'Z') {
                    longs = 1;
                } else if (c == '*') {
                    args.add(new BinaryArg(Integer.BYTES));
                } else if (c == 's') {
                    args.add(new BinaryArg(0));
                    return at + 1;
                } else if (c == 'p') {
                    args.add(new BinaryArg(isPlainPointer(format, at + 1) ? longSize : -1));
                    return at + 1;
                } else if ("duixXo".indexOf(c) >= 0) {
                    args.add(new BinaryArg(longs == 0 ? Integer.BYTES : longs == 1 ? longSize : Long.BYTES));
                    return at + 1;
                } else if ("0123456789.#+-h".indexOf(c) < 0) {
                    return at + 1;
                }
            }
            return format.length();
        }

        /** What some pointers point at was copied as text at once; functions and plain pointers never are. */
        private static boolean isPlainPointer(String format, int at) {
            char c = at < format.length() ? format.charAt(at) : ' ';
            boolean fwnode = (c == 'f' || c == 'F') && format.startsWith("w", at + 1);
            return !Character.isLetterOrDigit(c) || "sSxfF".indexOf(c) >= 0 && !fwnode;
        }
    }
}
