package dev.jftrace.event.printfmt;

import dev.jftrace.event.FixedText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The table {@code { value, "name" }, ...} of __print_flags() and __print_symbolic(). A value that no one knows
 * is -1.
 */
public final class FlagNames {
    private final long[] values;
    private final byte[][] names;
    private final FixedText[] texts;

    FlagNames(List<Long> values, List<String> names) {
        int count = values.size();
        this.values = new long[count];
        this.names = new byte[count][];
        texts = new FixedText[count];
        for (int i = 0; i < count; i++) {
            this.values[i] = values.get(i);
            this.names[i] = names.get(i).getBytes(StandardCharsets.ISO_8859_1);
            texts[i] = FixedText.of(names.get(i));
        }
    }

    public int size() {
        return values.length;
    }

    public long value(int index) {
        return values[index];
    }

    /** Not to be changed. */
    public byte[] name(int index) {
        return names[index];
    }

    /** {@link #name}, to be appended. */
    FixedText text(int index) {
        return texts[index];
    }

    /** The constants that stay as names in format files. */
    static long valueOf(String constant) {
        switch (constant) {
            case "HI_SOFTIRQ", "HRTIMER_NORESTART":
                return 0;
            case "TIMER_SOFTIRQ", "HRTIMER_RESTART":
                return 1;
            case "NET_TX_SOFTIRQ":
                return 2;
            case "NET_RX_SOFTIRQ":
                return 3;
            case "BLOCK_SOFTIRQ":
                return 4;
            case "IRQ_POLL_SOFTIRQ":
                return 5;
            case "TASKLET_SOFTIRQ":
                return 6;
            case "SCHED_SOFTIRQ":
                return 7;
            case "HRTIMER_SOFTIRQ":
                return 8;
            case "RCU_SOFTIRQ":
                return 9;
            default:
                return constant.isEmpty() || !Character.isDigit(constant.charAt(0)) ? -1 : Numerals.parse(constant);
        }
    }
}
