package dev.jftrace.event.printfmt;

import dev.jftrace.event.TextBuffer;
import dev.jftrace.event.TraceEvent;
import java.util.List;

/** {@code condition ? yes : no}. */
final class ConditionArg extends Arg {
    private final Arg condition;
    private final Arg yes;
    private final Arg no;

    ConditionArg(Arg condition, Arg yes, Arg no) {
        this.condition = condition;
        this.yes = yes;
        this.no = no;
    }

    private Arg chosen(TraceEvent event) {
        return condition.number(event) != 0 ? yes : no;
    }

    @Override
    long number(TraceEvent event) {
        return chosen(event).number(event);
    }

    @Override
    void print(TraceEvent event, Conversion conversion, int star, TextBuffer out) {
        chosen(event).print(event, conversion, star, out);
    }

    @Override
    Arg afterOperator(Operator operator, Arg left) {
        return new ConditionArg(new OperatorArg(operator, left, condition), yes, no);
    }

    @Override
    List<Arg> parts() {
        return List.of(condition, yes, no);
    }
}
