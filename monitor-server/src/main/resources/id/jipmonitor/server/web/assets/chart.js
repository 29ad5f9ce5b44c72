// Draws a link's round-trip time and loss. A bucket that the server did not send is a gap and stays one.
(function () {
  'use strict';

  function numbers(document) {
    const step = document.step_seconds;
    const columns = { at: [], low: [], high: [], median: [], loss: [] };
    let expected = null;
    for (const bucket of document.buckets) {
      const at = Date.parse(bucket.start) / 1000;
      if (expected !== null && at > expected + step / 2) {
        push(columns, expected, null, null);
      }
      const rtt = bucket.rtt_seconds || null;
      push(columns, at, rtt, bucket.loss_ratio === undefined ? null : bucket.loss_ratio * 100);
      expected = at + step;
    }
    return columns;
  }

  function push(columns, at, rtt, loss) {
    columns.at.push(at);
    columns.low.push(rtt ? rtt.min * 1000 : null);
    columns.high.push(rtt ? rtt.max * 1000 : null);
    columns.median.push(rtt ? rtt.median * 1000 : null);
    columns.loss.push(loss);
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function faded(hex, alpha) {
    return hex + Math.round(alpha * 255).toString(16).padStart(2, '0');
  }

  function shared(element, range, gutter) {
    const locale = element.dataset.language;
    const clock = new Intl.DateTimeFormat(locale, { timeZone: element.dataset.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const day = new Intl.DateTimeFormat(locale, { timeZone: element.dataset.zone, day: 'numeric', month: 'short' });
    const full = new Intl.DateTimeFormat(locale, { timeZone: element.dataset.zone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
    const long = range[1] - range[0] > 2 * 86400;
    const grid = { stroke: colour('--rule'), width: 1 };
    return {
      full,
      axisX: { size: 32, stroke: colour('--soft'), grid, ticks: grid, font: '12px sans-serif', values: (plot, ticks) => ticks.map(t => (long ? day : clock).format(t * 1000)) },
      axisY: unit => ({ stroke: colour('--soft'), grid, ticks: { show: false }, size: gutter, font: '12px sans-serif', values: (plot, ticks) => ticks.map(t => t + unit) }),
      scaleX: { time: true, range: () => range }
    };
  }

  function shown(unit) {
    return (plot, value) => (value === null || value === undefined ? '–' : value.toFixed(1) + unit);
  }

  function delay(element, common, width, columns) {
    const word = element.dataset;
    const line = colour('--accent');
    return new uPlot({
      width, height: 230, title: 'RTT', cursor: { sync: { key: 'link' } }, padding: [8, 0, 0, 0],
      scales: { x: common.scaleX, y: { range: (plot, min, max) => [0, Math.max(1, (max || 1) * 1.15)] } },
      axes: [common.axisX, common.axisY(' ms')],
      bands: [{ series: [2, 1], fill: faded(line, .18) }],
      series: [
        { label: word.wordTime, value: (plot, at) => (at === null ? '–' : common.full.format(at * 1000)) },
        { label: word.wordMin, stroke: faded(line, .35), width: 1, value: shown(' ms'), points: { show: false } },
        { label: word.wordMax, stroke: faded(line, .35), width: 1, value: shown(' ms'), points: { show: false } },
        { label: word.wordMedian, stroke: line, width: 2, value: shown(' ms'), points: { size: 4 } }
      ]
    }, [columns.at, columns.low, columns.high, columns.median], element);
  }

  function loss(element, common, width, columns) {
    const word = element.dataset;
    const line = colour('--down');
    return new uPlot({
      width, height: 130, title: word.wordLoss, cursor: { sync: { key: 'link' } }, padding: [8, 0, 0, 0],
      scales: { x: common.scaleX, y: { range: [0, 100] } },
      axes: [common.axisX, Object.assign(common.axisY(' %'), { splits: () => [0, 50, 100] })],
      series: [
        { label: word.wordTime, value: (plot, at) => (at === null ? '–' : common.full.format(at * 1000)) },
        { label: word.wordLoss, stroke: line, fill: faded(line, .25), width: 1.5, value: shown(' %'), points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }) }
      ]
    }, [columns.at, columns.loss], element);
  }

  async function draw(element) {
    const answer = await fetch(element.dataset.series, { headers: { Accept: 'application/json' } });
    if (!answer.ok) {
      return;
    }
    const document = await answer.json();
    if (document.buckets.length === 0) {
      element.textContent = element.dataset.wordNone;
      return;
    }
    const columns = numbers(document);
    const gutter = parseInt(getComputedStyle(element).getPropertyValue('--gutter'), 10);
    const common = shared(element, [Date.parse(document.from) / 1000, Date.parse(document.to) / 1000], gutter);
    const plots = [delay(element, common, element.clientWidth, columns), loss(element, common, element.clientWidth, columns)];
    new ResizeObserver(() => plots.forEach(plot => plot.setSize({ width: element.clientWidth, height: plot.height }))).observe(element);
    element.dataset.drawn = 'true';
  }

  document.querySelectorAll('[data-series]').forEach(draw);
})();
