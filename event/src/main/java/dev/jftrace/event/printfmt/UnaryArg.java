package dev.jftrace.event.printfmt;

import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code !arg}, {@code ~arg}, {@code -arg} or {@code +arg}. */
final class UnaryArg extends Arg {
    private final char operator;
    private final Arg operand;

    UnaryArg(char operator, Arg operand) {
        this.operator = operator;
        this.operand = operand;
    }

    @Override
    long number(TraceEvent event) {
        long value = operand.number(event);
        switch (operator) {
            case '!':
                return value == 0 ? 1 : 0;
            case '~':
                return ~value;
            case '-':
                return -value;
            default:
                return value;
        }
    }

    @Override
    List<Arg> parts() {
        return List.of(operand);
    }
}
