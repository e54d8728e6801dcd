package dev.jftrace.event.printfmt;

import dev.jftrace.event.TraceEvent;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** A function of a compiler or of the kernel that makes a number of one. */
final class NumberFunctionArg extends Arg {
    private final Arg argument;
    private final LongUnaryOperator function;

    NumberFunctionArg(Arg argument, LongUnaryOperator function) {
        this.argument = argument;
        this.function = function;
    }

    @Override
    long number(TraceEvent event) {
        return function.applyAsLong(argument.number(event));
    }

    @Override
    List<Arg> parts() {
        return List.of(argument);
    }
}
