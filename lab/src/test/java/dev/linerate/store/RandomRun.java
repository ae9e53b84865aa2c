package dev.linerate.store;

import dev.linerate.plan.CaseSpec;
import dev.linerate.plan.Direction;
import dev.linerate.plan.Flow;
import dev.linerate.plan.LinkSpec;
import dev.linerate.plan.Pinning;
import dev.linerate.plan.Placement;
import dev.linerate.plan.Protocol;
import dev.linerate.plan.Rate;
import dev.linerate.plan.Transaction;
import dev.linerate.result.CaseRecord;
import dev.linerate.result.DoctorFinding;
import dev.linerate.result.Interval;
import dev.linerate.result.NetworkRecord;
import dev.linerate.result.Path;
import dev.linerate.result.Platform;
import dev.linerate.result.Run;
import dev.linerate.result.Search;
import dev.linerate.result.SenderLimits;
import dev.linerate.result.Side;
import dev.linerate.result.Status;
import dev.linerate.result.Topology;
import dev.linerate.result.Totals;
import dev.linerate.result.Transactions;
import dev.linerate.result.Trial;
import dev.linerate.telemetry.Absent;
import dev.linerate.telemetry.CgroupSeries;
import dev.linerate.telemetry.Column;
import dev.linerate.telemetry.ConntrackSeries;
import dev.linerate.telemetry.CoreSeries;
import dev.linerate.telemetry.CoreTime;
import dev.linerate.telemetry.End;
import dev.linerate.telemetry.InterfaceSeries;
import dev.linerate.telemetry.NamespaceSeries;
import dev.linerate.telemetry.PathDrops;
import dev.linerate.telemetry.PathHop;
import dev.linerate.telemetry.QueueDrops;
import dev.linerate.telemetry.SamplingCost;
import dev.linerate.telemetry.SoftnetSeries;
import dev.linerate.telemetry.Telemetry;
import dev.linerate.telemetry.ThreadSeries;
import dev.linerate.telemetry.TimeAxis;
import dev.linerate.telemetry.Work;
import dev.linerate.telemetry.Worker;
import dev.linerate.unit.BitRate;
import dev.linerate.unit.ByteCount;
import dev.linerate.unit.Mtu;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Runs with every optional now there and now not, and with text that is hard to keep. */
final class RandomRun {
  private static final List<String> HARD =
      List.of(
          "",
          " ",
          "plain",
          "it's; DROP TABLE runs; --",
          "two\nlines\tand \"quotes\" \\ {}",
          "网络 Réseau 🐳",
          "nul \0 inside",
          "null");

  private final Random random;

  RandomRun(long seed) {
    this.random = new Random(seed);
  }

  Run run(String id) {
    return new Run(
        id,
        text(),
        instant(),
        maybe(this::instant),
        one(Run.State.values()),
        text(),
        random.nextInt(64),
        new LinkSpec(new BitRate(real()), new Mtu(68 + random.nextInt(9000))),
        random.nextInt(1000),
        platform(),
        list(i -> network("network-" + i)),
        list(i -> caseRecord(i * 3 + 1)));
  }

  Platform platform() {
    Map<String, String> facts = new LinkedHashMap<>();
    IntStream.range(0, random.nextInt(6))
        .forEach(_ -> facts.put(text() + random.nextInt(), text()));
    return new Platform(facts);
  }

  NetworkRecord network(String driver) {
    return new NetworkRecord(
        driver, one(Status.values()), maybe(this::text), text(), texts(), topology(), texts());
  }

  private Topology topology() {
    return new Topology(
        list(i ->
            new Topology.Box("b" + i, text(), one(Topology.BoxKind.values()), maybe(this::text))),
        list(i ->
            new Topology.Port(
                "p" + i,
                text(),
                text(),
                text(),
                maybe(this::text),
                random.nextInt(9000),
                texts(),
                count(),
                maybe(this::text))),
        list(_ -> new Topology.Wire(text(), text(), one(Topology.WireKind.values()))));
  }

  CaseRecord caseRecord(int number) {
    return new CaseRecord(
        number,
        new CaseSpec(text(), one(Placement.values()), flow(), new Pinning(text())),
        text(),
        maybe(() -> new Path(text(), text(), random.nextInt(), random.nextInt(), truth())),
        one(Status.values()),
        maybe(this::text),
        list(i -> trial(i + 1)),
        list(_ ->
            new DoctorFinding(text(), text(), text(), text(), texts(), text(), text(), texts())));
  }

  private Flow flow() {
    return new Flow(
        one(Protocol.values()),
        one(Direction.values()),
        random.nextInt(128),
        rate(),
        maybe(() -> new ByteCount(random.nextLong(Long.MAX_VALUE))),
        maybe(() -> new ByteCount(random.nextInt(3))),
        count(),
        maybe(this::text),
        truth(),
        Duration.ofNanos(random.nextLong(1L << 50)),
        Duration.ofSeconds(random.nextInt(600)),
        Duration.ofMillis(random.nextInt(60_000)),
        truth(),
        maybe(this::transaction));
  }

  private Transaction transaction() {
    return new Transaction(
        one(Transaction.Kind.values()),
        maybe(() -> new ByteCount(random.nextInt(1 << 20))),
        maybe(() -> new ByteCount(random.nextInt(1 << 20))));
  }

  private Transactions transactions() {
    return new Transactions(
        real(),
        optionalReal(),
        optionalReal(),
        optionalReal(),
        optionalReal(),
        optionalReal(),
        optionalReal(),
        optionalReal());
  }

  private Rate rate() {
    return switch (random.nextInt(3)) {
      case 0 -> Rate.UNLIMITED;
      case 1 -> new Rate.Search(random.nextDouble());
      default -> Rate.of(new BitRate(real()));
    };
  }

  private Search search() {
    return new Search(
        maybe(() -> new BitRate(real())),
        maybe(() -> new BitRate(real())),
        random.nextInt(500),
        truth(),
        maybe(this::text));
  }

  Trial trial(int repeat) {
    return new Trial(
        repeat,
        instant(),
        one(Status.values()),
        maybe(this::text),
        maybe(this::totals),
        maybe(this::search),
        list(_ -> interval()),
        text(),
        texts(),
        maybe(this::telemetry));
  }

  private Telemetry telemetry() {
    int samples = random.nextInt(5);
    return new Telemetry(
        1 + random.nextInt(10),
        TimeAxis.of(IntStream.rangeClosed(0, samples).mapToDouble(i -> i / 10.0 - 0.05).toArray()),
        list(i -> core(i * 2, samples)),
        list(_ -> thread(samples)),
        list(_ -> namespace(samples)),
        list(_ -> cgroup(samples)),
        maybe(() -> new PathDrops(list(_ -> hop()))),
        list(_ -> new Absent(text(), text())),
        new SamplingCost(samples, 0, random.nextLong(1L << 40), real()));
  }

  private CoreSeries core(int number, int samples) {
    return new CoreSeries(
        number,
        new CoreTime(
            column(samples),
            column(samples),
            column(samples),
            column(samples),
            column(samples),
            column(samples)),
        maybe(() -> new SoftnetSeries(column(samples), column(samples), column(samples))),
        maybe(() -> column(samples)),
        number());
  }

  private ThreadSeries thread(int samples) {
    return new ThreadSeries(
        new Worker(
            one(End.values()),
            one(Work.values()),
            count(),
            random.nextInt(1 << 22),
            random.nextInt(1 << 22)),
        column(samples),
        column(samples),
        truth(),
        maybe(() -> column(samples)),
        maybe(() -> column(samples)),
        column(samples),
        maybe(() -> column(samples)));
  }

  private NamespaceSeries namespace(int samples) {
    return new NamespaceSeries(
        text(),
        list(_ -> one(End.values())),
        list(i ->
            new InterfaceSeries(
                "eth" + i,
                column(samples),
                column(samples),
                column(samples),
                column(samples),
                column(samples),
                column(samples),
                column(samples),
                column(samples),
                number(),
                number())),
        truth() ? Map.of() : Map.of("TcpRetransSegs", column(samples)),
        maybe(() -> new ConntrackSeries(column(samples), number())));
  }

  private PathHop hop() {
    return new PathHop(
        text(),
        text(),
        text(),
        number(),
        number(),
        list(_ -> new QueueDrops(text(), text(), text(), random.nextInt(1 << 30))));
  }

  private CgroupSeries cgroup(int samples) {
    return new CgroupSeries(
        text(),
        1 + random.nextInt(2),
        List.of(End.CLIENT),
        optionalReal(),
        column(samples),
        column(samples),
        column(samples));
  }

  private Column column(int samples) {
    return Column.ofOptional(
        IntStream.range(0, samples)
            .mapToObj(_ -> truth() ? OptionalLong.of(random.nextLong()) : number())
            .toArray(OptionalLong[]::new));
  }

  private Totals totals() {
    return new Totals(
        real(),
        random.nextLong(Long.MAX_VALUE),
        Long.MAX_VALUE,
        number(),
        optionalReal(),
        number(),
        number(),
        number(),
        optionalReal(),
        optionalReal(),
        maybe(this::transactions));
  }

  private Interval interval() {
    return new Interval(
        one(Side.values()),
        truth(),
        random.nextInt(128),
        real(),
        real(),
        random.nextLong(Long.MAX_VALUE),
        number(),
        number(),
        number(),
        number(),
        optionalReal(),
        number(),
        number(),
        number(),
        truth(),
        truth() ? Optional.of(limits()) : Optional.empty(),
        number());
  }

  private SenderLimits limits() {
    return new SenderLimits(
        number(),
        number(),
        random.nextLong(Long.MAX_VALUE),
        random.nextLong(Long.MAX_VALUE),
        random.nextLong(Long.MAX_VALUE));
  }

  private String text() {
    return HARD.get(random.nextInt(HARD.size()));
  }

  private List<String> texts() {
    return list(_ -> text());
  }

  private Instant instant() {
    return Instant.ofEpochSecond(
        random.nextLong(4_000_000_000L), truth() ? 0 : random.nextInt(1_000_000_000));
  }

  private double real() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextInt(1000);
      case 2 -> random.nextDouble() * 1e11;
      default -> random.nextDouble();
    };
  }

  private boolean truth() {
    return random.nextBoolean();
  }

  private OptionalInt count() {
    return truth() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty();
  }

  private OptionalLong number() {
    return truth() ? OptionalLong.of(random.nextInt(3)) : OptionalLong.empty();
  }

  private OptionalDouble optionalReal() {
    return truth() ? OptionalDouble.of(real()) : OptionalDouble.empty();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return truth() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> List<T> list(IntFunction<T> item) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(item).toList();
  }
}
