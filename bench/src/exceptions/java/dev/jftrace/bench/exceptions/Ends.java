package dev.jftrace.bench.exceptions;

import java.util.function.Supplier;

/** Calls that end in every way, each a known number of times. */
public final class Ends {
    private Ends() {}

    static int returns(int n) {
        return n + 1;
    }

    static int catchesInside() {
        try {
            throw new IllegalStateException();
        } catch (IllegalStateException e) {
            return 1;
        }
    }

    static void outer() {
        try {
            passesThrough();
        } catch (IllegalStateException e) {
            returns(0);
        }
    }

    static void passesThrough() {
        throwsOut();
    }

    static void throwsOut() {
        throw new IllegalStateException();
    }

    static int implicitNull(String text) {
        return text.length();
    }

    static int implicitIndex(int[] array) {
        return array[array.length];
    }

    static int finallyReturns() {
        try {
            throw new IllegalStateException();
        } finally {
            returns(1);
        }
    }

    static synchronized void throwsLocked() {
        throw new IllegalStateException();
    }

    public static void main(String[] arguments) {
        Supplier<Integer> good = () -> returns(2);
        Supplier<Integer> bad = () -> {
            throw new IllegalStateException();
        };
        for (int i = 0; i < 10; i++) {
            returns(i);
            catchesInside();
            outer();
            good.get();
            quietly(() -> implicitNull(null));
            quietly(() -> implicitIndex(new int[1]));
            quietly(Ends::finallyReturns);
            quietly(bad);
            quietly(() -> {
                throwsLocked();
                return 0;
            });
        }
    }

    private static void quietly(Supplier<Integer> call) {
        try {
            call.get();
        } catch (RuntimeException e) {
            // what was wanted
        }
    }
}
