package dev.jftrace.analysis.hist;

import dev.jftrace.event.TaskNames;
import dev.jftrace.event.TextBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.List;

/**
 * <pre>
 *   %55.98  (1090) ls                        kmalloc #103
 *          |
 *          --- *kmalloc*
 *             |
 *             |--%86.41-- __kmalloc  # 89
 *             |          p9_fcall_init
 * </pre>
 */
final class HistogramText {
    private static final int FLUSH_BYTES = 1 << 16;
    private static final int NAME_WIDTH = 30;

    private final ChainCounts counts;
    private final TaskNames tasks;
    private final OutputStream out;
    private final TextBuffer text = new TextBuffer();

    /** The columns in which more callers will follow. */
    private final BitSet lines = new BitSet();

    HistogramText(ChainCounts counts, TaskNames tasks, OutputStream out) {
        this.counts = counts;
        this.tasks = tasks;
        this.out = out;
    }

    void print() throws IOException {
        boolean first = true;
        for (TopChain top : counts.sorted()) {
            text.append(first ? "" : "\n");
            first = false;
            head(top);
            callers(top.chain(), 0);
        }
        text.flushTo(out);
    }

    private void head(TopChain top) {
        String name = top.chain().name();
        percent(text.append("  %"), counts.total(), top.count());
        if (counts.isMerged()) {
            text.append(" <all pids> ");
        } else {
            text.append("  (").decimal(top.pid()).append(") ");
            text.append(tasks.comm(top.pid())).append(' ');
        }
        int from = text.length();
        text.append(name).alignRight(from, NAME_WIDTH, ' ');
        text.append(" #").decimal(top.count()).append("\n         |\n         --- ");
        String star = top.event() ? "*" : "";
        text.append(star).append(name).append(star).append('\n');
    }

    /** As C's {@code %.2f}: the exact value is rounded, a half to the even digit. */
    private static void percent(TextBuffer text, long total, long part) {
        double percent = (double) part / total * 100.0;
        text.append(new BigDecimal(percent).setScale(2, RoundingMode.HALF_EVEN).toPlainString());
    }

    private void callers(CallChain chain, int indent) throws IOException {
        if (chain.isSingle()) {
            single(chain, indent);
            return;
        }
        lines.set(indent);
        List<CallChain> callers = chain.callers();
        for (int i = 0; i < callers.size(); i++) {
            CallChain caller = callers.get(i);
            indent(indent + 1).append('\n');
            percent(indent(indent + 1).append("--%"), chain.count(), caller.count());
            text.append("-- ").append(caller.name()).append("  # ").decimal(caller.count());
            endLine();
            if (i == callers.size() - 1) {
                lines.clear(indent);
            }
            branch(caller, indent + 1);
        }
    }

    /** Up to where callers part, or where some stacks end. */
    private void branch(CallChain caller, int indent) throws IOException {
        CallChain chain = caller;
        CallChain next = chain.onlyCaller();
        while (next != null && next.count() == chain.count()) {
            line(next, indent);
            chain = next;
            next = chain.onlyCaller();
        }
        callers(chain, indent);
    }

    private void single(CallChain inner, int indent) throws IOException {
        for (CallChain chain = inner.onlyCaller(); chain != null; chain = chain.onlyCaller()) {
            line(chain, indent);
        }
    }

    private void line(CallChain chain, int indent) throws IOException {
        indent(indent).append("          ").append(chain.name());
        endLine();
    }

    private void endLine() throws IOException {
        text.append('\n');
        if (text.length() > FLUSH_BYTES) {
            text.flushTo(out);
        }
    }

    private TextBuffer indent(int columns) {
        for (int i = 0; i < columns; i++) {
            text.append(lines.get(i) ? "            |" : "             ");
        }
        return text;
    }
}
