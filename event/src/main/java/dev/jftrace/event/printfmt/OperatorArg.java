package dev.jftrace.event.printfmt;

import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code left op right}. */
final class OperatorArg extends Arg {
    private final Operator operator;
    private final Arg left;
    private final Arg right;

    OperatorArg(Operator operator, Arg left, Arg right) {
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    long number(TraceEvent event) {
        return operator.apply(left.number(event), right.number(event));
    }

    @Override
    Arg afterOperator(Operator before, Arg leftOfAll) {
        return operator.binding() < before.binding()
                ? new OperatorArg(operator, new OperatorArg(before, leftOfAll, left), right)
                : super.afterOperator(before, leftOfAll);
    }

    @Override
    List<Arg> parts() {
        return List.of(left, right);
    }
}
