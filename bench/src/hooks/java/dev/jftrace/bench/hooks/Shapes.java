package dev.jftrace.bench.hooks;

import java.lang.invoke.VarHandle;

/**
 * Functions with an argument and a result each, of another kind. None is trivial to the filter. The fence is no instruction on x86, but keeps
 * the JIT from finding out once, before the loop, what a hook asks at each call.
 */
final class Shapes {
    private final String which;
    private final String[] texts = {"order 4711", "order 4712", "customer of order 4713"};
    private int seed;

    Shapes(String which) {
        this.which = which;
    }

    /** {@link #calls}, with this call open around them. */
    long graphFunction(int count) {
        return calls(count);
    }

    long calls(int count) {
        long sum = 0;
        switch (which) {
            case "number":
                for (int i = 0; i < count; i++) {
                    sum += number(i);
                }
                return sum;
            case "text":
                for (int i = 0; i < count; i++) {
                    sum += text(texts[i % texts.length]).length();
                }
                return sum;
            case "object":
                for (int i = 0; i < count; i++) {
                    sum += object(this).seed;
                }
                return sum;
            default:
                for (int i = 0; i < count; i++) {
                    sum += none();
                }
                return sum;
        }
    }

    private int number(int value) {
        VarHandle.acquireFence();
        seed = seed * 31 + value;
        return seed;
    }

    private String text(String value) {
        seed += value.length();
        return value;
    }

    private Shapes object(Shapes value) {
        seed++;
        return value;
    }

    private int none() {
        VarHandle.acquireFence();
        seed = seed * 31 + 7;
        return seed;
    }
}
