// What Matomo wants to know before its own script runs. No cookies.
{
  const { count, site } = document.currentScript.dataset;
  window._paq = [["disableCookies"], ["setTrackerUrl", count], ["setSiteId", site], ["trackPageView"], ["enableLinkTracking"]];
}
