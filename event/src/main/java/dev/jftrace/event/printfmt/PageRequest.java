package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/**
 * {@code decode_prq_descriptor(buffer, size, dw0, dw1, dw2, dw3)} of intel_iommu: a device asks for a page.
 *
 * <pre>
 *  dw0   9 private data    16-31 requester    32-51 pasid    52 executes    53 privileged
 *  dw1   0 reads   1 writes   2 last   3-11 group index   12-63 page
 * </pre>
 */
final class PageRequest {
    private PageRequest() {}

    static void append(TraceEvent event, List<Arg> args, TextBuffer out) {
        long first = args.get(2).number(event);
        long second = args.get(3).number(event);
        out.append("rid=0x").hex(first >>> 16 & 0xffff);
        out.append(" addr=0x").hex(second >>> 12).append(' ');
        letter(second, 0, 'r', out);
        letter(second, 1, 'w', out);
        letter(first, 52, 'x', out);
        letter(first, 53, 'p', out);
        letter(second, 2, 'l', out);
        out.append(" pasid=0x").hex(first >>> 32 & 0xf_ffff);
        out.append(" index=0x").hex(second >>> 3 & 0x1ff);
        if ((first >>> 9 & 1) != 0) {
            out.append(" private=0x").hex(args.get(4).number(event));
            out.append("/0x").hex(args.get(5).number(event));
        }
    }

    private static void letter(long word, int bit, char letter, TextBuffer out) {
        out.append((word >>> bit & 1) != 0 ? letter : '-');
    }
}
