// What the stories cost: one person enters fees, another looks at them and puts them in force.
import { check, shot } from './lib.mjs'
import { fill, press, today } from './hands.mjs'

/// Fees for the kinds of documents that the stories ask for, without tax; an ordinary export stays free. What is more than the farm's
/// prepaid account holds is paid at the drawer.
const FEES = {
  QM: [
    ['APP', '20.00', 'PRECONV'], ['ISSUE', '30.00', 'PRECONV'],
    ['APP', '140.00', 'MIC'], ['ISSUE', '160.00', 'MIC'],
    ['APP', '10.00', 'POC'], ['ISSUE', '15.00', 'POC'],
    ['APP', '30.00', 'PARTIAL'], ['APP', '200.00', 'IFS'], ['ISSUE', '240.00', 'IFS'],
    ['APP', '12.00', 'ARTPROP'], ['REPLACE', '25.00', 'REPLACE'],
    ['INSPECT', '280.00'], ['TAG', '0.25'], ['URGENT', '40.00'], ['COPY', '5.00'],
  ],
  QN: [['APP', '35.00', 'IMPORT'], ['INSPECT', '90.00'], ['TAG', '0.50']],
}

/// Enters and confirms the fees of both Parties, and opens their drawers.
export async function tariff({ demo, desk }) {
  for (const tenant of ['QM', 'QN']) {
    await check(`the fees of ${tenant} come into force by two persons, and the drawer is opened`, async () => {
      const accountant = await desk.at(tenant, 'accountant')
      await accountant.goto(`${demo.base}/finance/fees`)
      await press(accountant, accountant.locator('main a[href="/finance/fees/new"]').first(), 'fees')
      const form = accountant.locator('main form[method=post]').last()
      // The form begins with the rows in force; each fee is then asked by itself.
      while (await form.locator('button[value^="remove."]').count()) {
        await press(accountant, form.locator('button[value^="remove."]').first(), 'leave a fee out')
      }
      for (const [n, [item, rate, document_type = '']] of FEES[tenant].entries()) {
        if (n > 0) await press(accountant, form.locator('button[value=more]'), 'the next fee')
        await fill(form, { [`rows.${n}.item`]: item, [`rows.${n}.rate`]: rate, [`rows.${n}.document_type`]: document_type })
      }
      await fill(form, { valid_from: today(), pay_point: 'SUBMISSION', payment_days: '14', currency: 'USD', tax: '' })
      await shot(accountant, `money-${tenant}-fees`)
      await press(accountant, form.locator('button[value=send]'), 'enter fees')
      const path = new URL(accountant.url()).pathname
      const admin = await desk.at(tenant, 'tenant_admin')
      await admin.goto(`${demo.base}${path}`)
      await press(admin, admin.locator(`main form[action="${path}/confirm"] button`), 'confirm fees')
      await shot(admin, `money-${tenant}-confirmed`)
      const cashier = await desk.at(tenant, 'cashier')
      await cashier.goto(`${demo.base}/finance/drawer`)
      const open = cashier.locator('main form[action="/finance/drawer/open"]')
      if (await open.count()) {
        await fill(open, { float: '100.00' })
        await press(cashier, open.locator('button'), 'open the drawer')
      }
      await shot(cashier, `money-${tenant}-drawer`)
    })
  }
}
